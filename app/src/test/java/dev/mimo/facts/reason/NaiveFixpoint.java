package dev.mimo.facts.reason;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What follows, by trying every rule on everything until nothing changes. Slow, and plain to see.
final class NaiveFixpoint {
    private final Map<Statement, Double> holds = new HashMap<>();
    private final int typePredicate;

    NaiveFixpoint(List<Rule> rules, int typePredicate, List<Premise> stored) {
        this.typePredicate = typePredicate;
        stored.forEach(premise -> raise(premise.statement(), premise.confidence()));
        Map<Statement, Double> before;
        do {
            before = Map.copyOf(holds);
            for (Rule rule : rules) {
                apply(rule, before);
            }
        } while (!before.equals(holds));
    }

    Map<Statement, Double> holds() {
        return holds;
    }

    private void apply(Rule rule, Map<Statement, Double> before) {
        before.forEach((statement, confidence) -> {
            int s = statement.subject();
            int p = statement.predicate();
            int o = statement.object();
            switch (rule) {
                case Rule.Transitive(int predicate) -> {
                    if (p == predicate) {
                        extend(s, o, confidence, List.of(predicate), predicate, before);
                    }
                }
                case Rule.Chain(List<Integer> steps, int conclusion) -> {
                    if (p == steps.getFirst()) {
                        extend(s, o, confidence, steps.subList(1, steps.size()), conclusion, before);
                    }
                }
                case Rule.Symmetric(int predicate) -> raiseIf(p == predicate, o, predicate, s, confidence);
                case Rule.Inverse(int predicate, int inverse) -> {
                    raiseIf(p == predicate, o, inverse, s, confidence);
                    raiseIf(p == inverse, o, predicate, s, confidence);
                }
                case Rule.Subproperty(int predicate, int broader) ->
                    raiseIf(p == predicate, s, broader, o, confidence);
                case Rule.Domain(int predicate, int type) -> raiseIf(p == predicate, s, typePredicate, type,
                        confidence);
                case Rule.Range(int predicate, int type) -> raiseIf(p == predicate, o, typePredicate, type,
                        confidence);
                case Rule.Functional _,Rule.Disjoint _ -> {
                }
            }
        });
    }

    private void extend(int from, int to, double confidence, List<Integer> steps, int conclusion,
            Map<Statement, Double> before) {
        if (steps.isEmpty()) {
            raise(new Statement(from, conclusion, to), confidence);
            return;
        }
        before.forEach((next, sureness) -> {
            if (next.subject() == to && next.predicate() == steps.getFirst()) {
                extend(from, next.object(), Math.min(confidence, sureness), steps.subList(1, steps.size()), conclusion,
                        before);
            }
        });
    }

    private void raiseIf(boolean condition, int subject, int predicate, int object, double confidence) {
        if (condition) {
            raise(new Statement(subject, predicate, object), confidence);
        }
    }

    private void raise(Statement statement, double confidence) {
        holds.merge(statement, confidence, Math::max);
    }
}
