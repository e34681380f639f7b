package dev.mimo.facts.reason;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rules made ready to run, by backward and by forward chaining alike.
///
/// A transitive predicate `p` is split in two: its *edges*, which are what was stored and what every other rule gives,
/// and `p` itself, which is the closure of its edges and is extended by one edge at a time. So a path is found once for
/// each last edge, not once for each place where it can be cut in two. Whatever is the inverse of such a predicate has
/// edges too, and rules between two such predicates are between their edges: the closure of what they give is the same.
/// A chain of more than two steps goes over internal predicates, one for each beginning of it.
final class RuleProgram {
    /// No stored facts belong to it.
    static final int NONE = StatementSource.ANY;

    private static final int FIRST_INTERNAL = StatementSource.ANY - 1;

    private final Map<Integer, Integer> edges = new HashMap<>();
    private final Map<Integer, Integer> closures = new HashMap<>();
    private final Map<Integer, List<HornRule>> byHead = new HashMap<>();
    private final Map<Integer, List<HornRule>> byFirst = new HashMap<>();
    private final Map<Integer, List<HornRule>> bySecond = new HashMap<>();
    private final Set<Integer> transitive = new HashSet<>();
    private final int typePredicate;
    private int nextInternal = FIRST_INTERNAL;

    RuleProgram(List<Rule> rules, int typePredicate) {
        this.typePredicate = typePredicate;
        for (int predicate : new InverseClasses(rules).transitive()) {
            edges.put(predicate, nextInternal);
            closures.put(nextInternal--, predicate);
        }
        for (Rule rule : rules) {
            if (rule instanceof Rule.Transitive(int predicate)) {
                transitive.add(predicate);
            }
        }
        rules.forEach(this::compile);
        edges.forEach((predicate, edge) -> add(HornRule.same(predicate, edge, null)));
    }

    private void compile(Rule rule) {
        switch (rule) {
            case Rule.Transitive(int predicate) ->
                add(HornRule.joined(predicate, predicate, edgesOf(predicate), rule));
            case Rule.Symmetric(int predicate) ->
                add(HornRule.swapped(edgesOf(predicate), edgesOf(predicate), rule));
            case Rule.Inverse(int predicate, int inverse) -> {
                compileInverse(predicate, inverse, rule);
                compileInverse(inverse, predicate, rule);
            }
            case Rule.Subproperty(int predicate, int broader) -> add(HornRule.same(edgesOf(broader),
                    edges.containsKey(broader) ? edgesOf(predicate) : predicate, rule));
            case Rule.Chain chain -> compileChain(chain);
            // a path begins and ends where one of its edges does
            case Rule.Domain(int predicate, int type) ->
                add(HornRule.subjectType(edgesOf(typePredicate), edgesOf(predicate), type, rule));
            case Rule.Range(int predicate, int type) ->
                add(HornRule.objectType(edgesOf(typePredicate), edgesOf(predicate), type, rule));
            case Rule.Functional _,Rule.Disjoint _ -> {
                // they derive nothing
            }
        }
    }

    private void compileInverse(int from, int to, Rule rule) {
        add(HornRule.swapped(edgesOf(to), edgesOf(from), rule));
        if (edges.containsKey(to) && !transitive.contains(to)) {
            // no rule extends it: its paths are those of its inverse
            add(HornRule.swapped(to, from, rule));
        }
    }

    private void compileChain(Rule.Chain chain) {
        int begun = chain.steps().getFirst();
        for (int i = 1; i < chain.steps().size(); i++) {
            boolean isLast = i == chain.steps().size() - 1;
            int head = isLast ? edgesOf(chain.conclusion()) : nextInternal--;
            add(HornRule.joined(head, begun, chain.steps().get(i), isLast ? chain : null));
            begun = head;
        }
    }

    private void add(HornRule rule) {
        byHead.computeIfAbsent(rule.head(), _ -> new ArrayList<>()).add(rule);
        byFirst.computeIfAbsent(rule.first(), _ -> new ArrayList<>()).add(rule);
        if (rule.shape() == HornRule.Shape.JOINED) {
            bySecond.computeIfAbsent(rule.second(), _ -> new ArrayList<>()).add(rule);
        }
    }

    /// Where a predicate's stored facts go: its edges, or where it has none, itself.
    int edgesOf(int predicate) {
        return edges.getOrDefault(predicate, predicate);
    }

    /// The predicate whose stored facts belong to this one, or [#NONE].
    int storedIn(int predicate) {
        if (predicate >= 0) {
            return edges.containsKey(predicate) ? NONE : predicate;
        }
        return closures.getOrDefault(predicate, NONE);
    }

    /// What a reader calls it: an edge by its predicate's number; [#NONE] for the beginning of a chain.
    int publicName(int predicate) {
        return predicate >= 0 ? predicate : closures.getOrDefault(predicate, NONE);
    }

    boolean isClosure(int predicate) {
        return predicate >= 0 && edges.containsKey(predicate);
    }

    List<HornRule> withHead(int predicate) {
        return byHead.getOrDefault(predicate, List.of());
    }

    /// Those that a new statement of the predicate may make give something, as their first premise.
    List<HornRule> withFirst(int predicate) {
        return byFirst.getOrDefault(predicate, List.of());
    }

    List<HornRule> withSecond(int predicate) {
        return bySecond.getOrDefault(predicate, List.of());
    }

    /// All that rules give.
    Set<Integer> publicHeads() {
        Set<Integer> heads = new LinkedHashSet<>();
        byHead.keySet().stream().filter(head -> head >= 0).sorted().forEach(heads::add);
        return heads;
    }
}
