package dev.mimo.facts.reason;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks through a list of rules for those that say nothing, say it twice, or cannot both be meant.
final class RuleCheck {
    private final List<Rule> rules;
    private final int typePredicate;

    RuleCheck(List<Rule> rules, int typePredicate) {
        this.rules = rules;
        this.typePredicate = typePredicate;
    }

    void check() {
        Map<Rule, Integer> seen = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            checkAlone(i, rules.get(i));
            Integer before = seen.putIfAbsent(canonical(rules.get(i)), i);
            if (before != null) {
                throw refused(i, "says the same as rules[" + before + "]", "Leave one of them out.");
            }
        }
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) instanceof Rule.Disjoint(int one, int other)) {
                checkDisjoint(i, one, other);
            }
        }
    }

    private void checkAlone(int index, Rule rule) {
        switch (rule) {
            case Rule.Transitive(int predicate) -> checkTerms(index, predicate);
            case Rule.Symmetric(int predicate) -> checkTerms(index, predicate);
            case Rule.Functional(int predicate) -> checkTerms(index, predicate);
            case Rule.Inverse(int predicate, int inverse) -> {
                checkTerms(index, predicate, inverse);
                checkDiffer(index, predicate, inverse, "makes a predicate its own inverse", "Call it symmetric.");
            }
            case Rule.Subproperty(int predicate, int broader) -> {
                checkTerms(index, predicate, broader);
                checkDiffer(index, predicate, broader, "makes a predicate a sub-property of itself",
                        "Name the broader predicate.");
            }
            case Rule.Disjoint(int one, int other) -> {
                checkTerms(index, one, other);
                checkDiffer(index, one, other, "makes a term disjoint with itself", "Name two terms.");
            }
            case Rule.Chain(List<Integer> steps, int conclusion) -> {
                checkTerms(index, conclusion);
                steps.forEach(step -> checkTerms(index, step));
                if (steps.size() < 2 || steps.size() > RuleSet.CHAIN_STEPS_MAX) {
                    throw refused(index, "has a chain of " + steps.size() + " steps",
                            "A chain has from 2 to " + RuleSet.CHAIN_STEPS_MAX + " steps.");
                }
            }
            case Rule.Domain(int predicate, int type) -> checkTyping(index, predicate, type);
            case Rule.Range(int predicate, int type) -> checkTyping(index, predicate, type);
        }
    }

    private void checkTyping(int index, int predicate, int type) {
        checkTerms(index, predicate, type);
        if (typePredicate == RuleSet.NO_TYPE) {
            throw refused(index, "gives a type, and no predicate says what type a thing is of",
                    "Have a predicate for types.");
        }
    }

    private static void checkTerms(int index, int... terms) {
        for (int term : terms) {
            if (term < 0) {
                throw refused(index, "names a term that there is not", "Name predicates and types.");
            }
        }
    }

    private static void checkDiffer(int index, int one, int other, String problem, String remedy) {
        if (one == other) {
            throw refused(index, problem, remedy);
        }
    }

    /// One of two that are disjoint cannot be a case of the other.
    private void checkDisjoint(int index, int one, int other) {
        Set<Integer> above = broader(one);
        Set<Integer> aboveOther = broader(other);
        if (above.contains(other) || aboveOther.contains(one)) {
            throw refused(index, "makes two predicates disjoint of which one is a sub-property of the other",
                    "Leave out that or this.");
        }
    }

    private Set<Integer> broader(int predicate) {
        Set<Integer> found = new HashSet<>();
        Deque<Integer> waiting = new ArrayDeque<>(List.of(predicate));
        while (!waiting.isEmpty()) {
            int current = waiting.remove();
            for (Rule rule : rules) {
                if (rule instanceof Rule.Subproperty(int narrow, int broad) && narrow == current && found.add(broad)) {
                    waiting.add(broad);
                }
            }
        }
        return found;
    }

    /// One form for rules that mean the same.
    private static Rule canonical(Rule rule) {
        return switch (rule) {
            case Rule.Inverse(int predicate, int inverse) ->
                new Rule.Inverse(Math.min(predicate, inverse), Math.max(predicate, inverse));
            case Rule.Disjoint(int one, int other) ->
                new Rule.Disjoint(Math.min(one, other), Math.max(one, other));
            case Rule.Chain(List<Integer> steps, int conclusion) when steps.size() == 2
                    && steps.stream().allMatch(step -> step == conclusion) ->
                new Rule.Transitive(conclusion);
            case Rule.Transitive _,Rule.Symmetric _,Rule.Functional _,Rule.Subproperty _ -> rule;
            case Rule.Chain _,Rule.Domain _,Rule.Range _ -> rule;
        };
    }

    private static RefusedException refused(int index, String problem, String remedy) {
        return Refusal.invalid("rules[" + index + "]", problem, remedy);
    }
}
