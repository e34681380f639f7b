package dev.mimo.facts.query;

import dev.mimo.facts.FactView;
import dev.mimo.facts.Term;
import dev.mimo.facts.query.Clause.Slot;
import dev.mimo.facts.query.Clause.Slot.Constant;
import dev.mimo.facts.query.Clause.Slot.Variable;
import dev.mimo.facts.query.ClauseJoin.NumberedClause;
import dev.mimo.facts.query.ClauseJoin.Solution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Clauses that are asked together.
public final class FactQuestion {
    private final List<Clause> clauses;
    private final int matchesMax;
    /// The variables in the order in which they are first named.
    private final List<String> variables = new ArrayList<>();

    /// @param matchesMax most bindings to find on the way
    public FactQuestion(List<Clause> clauses, int matchesMax) {
        this.clauses = clauses;
        this.matchesMax = matchesMax;
        for (Clause clause : clauses) {
            for (Slot slot : clause.slots()) {
                if (slot instanceof Variable(String name) && !variables.contains(name)) {
                    variables.add(name);
                }
            }
        }
    }

    /// What fits.
    ///
    /// @param values by variable
    public record AnswerRow(Map<String, String> values, double confidence, boolean derived) {}

    /// @param more whether there are rows behind these
    /// @param truncated whether there are, or may be for want of time
    public record Answer(List<AnswerRow> rows, boolean more, boolean truncated) {}

    /// @param infer whether what follows by rules counts
    public Answer answer(FactView view, boolean infer, int offset, int limit) {
        RuleNumbers numbers = RuleNumbers.of(view);
        List<NumberedClause> numbered = new ArrayList<>();
        for (Clause clause : clauses) {
            int[] slots = clause.slots().stream().mapToInt(slot -> number(numbers, slot)).toArray();
            if (slots[0] == 0 || slots[1] == 0 || slots[2] == 0) {
                // nobody ever heard of one of the terms
                return new Answer(List.of(), false, false);
            }
            numbered.add(new NumberedClause(slots));
        }
        FactReasoning reasoning = new FactReasoning(view, numbers.rules());
        List<Solution> all = new ClauseJoin(infer ? reasoning : FactReasoning.stored(view), matchesMax)
                .solve(numbered, variables.size());
        List<Solution> page = all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size()));
        boolean more = offset + limit < all.size();
        return new Answer(rows(numbers, page), more, more || reasoning.reached());
    }

    private int number(RuleNumbers numbers, Slot slot) {
        return switch (slot) {
            case Variable(String name) -> NumberedClause.FIRST_VARIABLE - variables.indexOf(name);
            case Constant(Term term) -> numbers.number(term);
        };
    }

    private List<AnswerRow> rows(RuleNumbers numbers, List<Solution> solutions) {
        Set<Integer> used = new HashSet<>();
        solutions.forEach(solution -> used.addAll(solution.values()));
        Map<Integer, Term> terms = numbers.terms(used);
        return solutions.stream().map(solution -> {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < variables.size(); i++) {
                values.put(variables.get(i),
                        Objects.requireNonNull(terms.get(solution.values().get(i))).toString());
            }
            return new AnswerRow(values, solution.confidence(), solution.derived());
        }).toList();
    }
}
