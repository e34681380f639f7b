package dev.mimo.facts.reason;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which predicates are each other's inverses, over any number of steps: where one of them is transitive, all are.
final class InverseClasses {
    private final Map<Integer, Integer> parents = new HashMap<>();
    private final List<Rule> rules;

    InverseClasses(List<Rule> rules) {
        this.rules = rules;
        for (Rule rule : rules) {
            if (rule instanceof Rule.Inverse(int predicate, int inverse)) {
                parents.put(root(predicate), root(inverse));
            }
        }
    }

    /// Those that are transitive, whether a rule says so or it follows.
    Set<Integer> transitive() {
        Set<Integer> roots = new TreeSet<>();
        Set<Integer> found = new TreeSet<>();
        for (Rule rule : rules) {
            if (rule instanceof Rule.Transitive(int predicate)) {
                roots.add(root(predicate));
                found.add(predicate);
            }
        }
        for (Rule rule : rules) {
            if (rule instanceof Rule.Inverse(int predicate, int inverse) && roots.contains(root(predicate))) {
                found.add(predicate);
                found.add(inverse);
            }
        }
        return found;
    }

    private int root(int predicate) {
        int current = predicate;
        int next = parents.getOrDefault(current, current);
        while (next != current) {
            current = next;
            next = parents.getOrDefault(current, current);
        }
        return current;
    }
}
