package dev.mimo.facts.operation;

import dev.mimo.facts.FactRule;
import dev.mimo.facts.NewFact;
import dev.mimo.facts.query.RuleNumbers;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What must hold between fields that are each right, and that no schema can say.
final class FactChecks {
    private FactChecks() {}

    /// @param field of the end of a fact's time, by its place
    static void check(List<NewFact> facts, IntFunction<String> field) {
        refuse(IntStream.range(0, facts.size()).filter(i -> !isSpan(facts.get(i)))
                .mapToObj(i -> new FieldProblem(field.apply(i), "must be after 'valid_from'")).toList(),
                "A fact holds from 'valid_from' to 'valid_to', that moment excluded.");
    }

    private static boolean isSpan(NewFact fact) {
        return fact.validFrom() == null || fact.validTo() == null || fact.validFrom().isBefore(fact.validTo());
    }

    static void checkRules(List<FactRule> rules) {
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            FactRule rule = rules.get(i);
            if (!rule.isWhole()) {
                problems.add(new FieldProblem("rules[" + i + "].with", "names " + rule.with().size()
                        + ", and a rule of this kind wants " + wanted(rule.kind())));
            }
        }
        refuse(problems, "docs/facts.md says what each kind of rule names.");
        RuleNumbers.check(rules);
    }

    private static String wanted(FactRule.RuleKind kind) {
        return kind.withMin() == kind.withMax() ? "" + kind.withMin() : kind.withMin() + " to " + kind.withMax();
    }

    private static void refuse(List<FieldProblem> problems, String remedy) {
        if (!problems.isEmpty()) {
            FieldProblem first = problems.getFirst();
            throw new RefusedException(new Refusal.Invalid("The field '" + first.field() + "' " + first.problem()
                    + ".", remedy, problems));
        }
    }
}
