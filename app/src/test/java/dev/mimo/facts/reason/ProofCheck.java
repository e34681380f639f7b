package dev.mimo.facts.reason;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// Goes through a proof step by step, knowing nothing of how it was found.
final class ProofCheck {
    private final List<Rule> rules;
    private final int typePredicate;
    private final List<Premise> stored;

    ProofCheck(List<Rule> rules, int typePredicate, List<Premise> stored) {
        this.rules = rules;
        this.typePredicate = typePredicate;
        this.stored = stored;
    }

    void check(Proof proof) {
        List<Proof> steps = proof.steps();
        assertThat(steps.getLast()).isSameAs(proof);
        for (int i = 0; i < steps.size(); i++) {
            Proof step = steps.get(i);
            // each stands on earlier ones only: so there is no circle
            assertThat(steps.subList(0, i)).containsAll(step.premises());
            switch (step) {
                case Proof.StoredFact(Statement statement, long fact, double confidence) ->
                    assertThat(stored).contains(new Premise(statement, fact, confidence));
                case Proof.RuleStep rule -> checkStep(rule);
            }
        }
        assertNoCircle(proof);
    }

    /// No statement stands on itself.
    private static void assertNoCircle(Proof proof) {
        for (Proof step : proof.steps()) {
            for (Proof below : step.premises().stream().flatMap(premise -> premise.steps().stream()).toList()) {
                assertThat(below.statement()).isNotEqualTo(step.statement());
            }
        }
    }

    private void checkStep(Proof.RuleStep step) {
        assertThat(rules).contains(step.rule());
        List<Statement> from = step.premises().stream().map(Proof::statement).toList();
        assertThat(follows(step.rule(), from, step.statement())).as("%s from %s by %s", step.statement(), from,
                step.rule()).isTrue();
        assertThat(step.confidence())
                .isEqualTo(step.premises().stream().mapToDouble(Proof::confidence).min().orElseThrow());
    }

    private boolean follows(Rule rule, List<Statement> from, Statement to) {
        Statement first = from.getFirst();
        return switch (rule) {
            case Rule.Transitive(int p) -> isPath(from, List.of(p, p), p, to);
            case Rule.Chain(List<Integer> steps, int conclusion) -> isPath(from, steps, conclusion, to);
            case Rule.Symmetric(int p) -> isSwapped(first, p, p, to);
            case Rule.Inverse(int p, int q) -> isSwapped(first, p, q, to) || isSwapped(first, q, p, to);
            case Rule.Subproperty(int p, int q) -> first.predicate() == p
                    && to.equals(new Statement(first.subject(), q, first.object()));
            case Rule.Domain(int p, int type) -> first.predicate() == p
                    && to.equals(new Statement(first.subject(), typePredicate, type));
            case Rule.Range(int p, int type) -> first.predicate() == p
                    && to.equals(new Statement(first.object(), typePredicate, type));
            case Rule.Functional _,Rule.Disjoint _ -> false;
        };
    }

    private static boolean isSwapped(Statement from, int p, int q, Statement to) {
        return from.predicate() == p && to.equals(new Statement(from.object(), q, from.subject()));
    }

    private static boolean isPath(List<Statement> from, List<Integer> steps, int conclusion, Statement to) {
        if (!from.stream().map(Statement::predicate).toList().equals(steps)) {
            return false;
        }
        for (int i = 1; i < from.size(); i++) {
            if (from.get(i - 1).object() != from.get(i).subject()) {
                return false;
            }
        }
        return to.equals(new Statement(from.getFirst().subject(), conclusion, from.getLast().object()));
    }
}
