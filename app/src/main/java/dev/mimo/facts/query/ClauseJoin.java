package dev.mimo.facts.query;

import dev.mimo.facts.FactView;
import dev.mimo.refusal.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Joins clauses: one after the other, the most bound first, each asked once for every different binding of its
/// positions. What is found on the way is bounded.
public final class ClauseJoin {
    private final PatternSource source;
    private final int matchesMax;
    private int matches;

    /// @param matchesMax most bindings to find on the way; more are refused
    public ClauseJoin(PatternSource source, int matchesMax) {
        this.source = source;
        this.matchesMax = matchesMax;
    }

    /// A clause in numbers: each position is a number, or the place of a variable, counted from -1 downwards.
    ///
    /// @param slots subject, predicate and object
    public record NumberedClause(int... slots) {
        static final int FIRST_VARIABLE = -1;

        /// The place of the variable at the position; negative when a number stands there.
        int variable(int position) {
            return FIRST_VARIABLE - slots[position];
        }
    }

    /// What fits all clauses at once.
    ///
    /// @param values of the variables, by their places
    /// @param confidence of the least sure of its parts; the best, where several ways lead here
    /// @param derived whether no way leads here by facts alone
    public record Solution(List<Integer> values, double confidence, boolean derived) {}

    private record Partial(int[] values, double confidence, boolean derived) {}

    private record Key(int subject, int predicate, int object) {}

    /// Each solution once, in the order of their numbers.
    ///
    /// @param variables how many there are
    public List<Solution> solve(List<NumberedClause> clauses, int variables) {
        int[] nothing = new int[variables];
        List<Partial> found = List.of(new Partial(nothing, 1, false));
        List<NumberedClause> open = new ArrayList<>(clauses);
        boolean[] bound = new boolean[variables];
        while (!open.isEmpty() && !found.isEmpty()) {
            NumberedClause next = open.stream().max(Comparator.comparingInt(each -> boundness(each, bound)))
                    .orElseThrow();
            open.remove(next);
            found = joined(found, next);
            for (int position = 0; position < 3; position++) {
                if (next.variable(position) >= 0) {
                    bound[next.variable(position)] = true;
                }
            }
        }
        return distinct(found);
    }

    /// A subject or an object tells more than a predicate.
    private static int boundness(NumberedClause clause, boolean[] bound) {
        int sum = 0;
        for (int position = 0; position < 3; position++) {
            int variable = clause.variable(position);
            if (variable < 0 || bound[variable]) {
                sum += position == 1 ? 1 : 2;
            }
        }
        return sum;
    }

    private List<Partial> joined(List<Partial> found, NumberedClause clause) {
        Map<Key, List<Partial>> asked = new LinkedHashMap<>();
        for (Partial partial : found) {
            asked.computeIfAbsent(new Key(value(partial, clause, 0), value(partial, clause, 1),
                    value(partial, clause, 2)), _ -> new ArrayList<>()).add(partial);
        }
        List<Partial> joined = new ArrayList<>();
        asked.forEach((key, partials) -> source.match(key.subject(), key.predicate(), key.object(),
                (subject, predicate, object, confidence, derived) -> {
                    int[] match = {subject, predicate, object};
                    for (Partial partial : partials) {
                        int[] values = extended(partial.values(), clause, match);
                        if (values != null) {
                            count();
                            joined.add(new Partial(values, Math.min(partial.confidence(), confidence),
                                    partial.derived() || derived));
                        }
                    }
                }));
        return joined;
    }

    private static int value(Partial partial, NumberedClause clause, int position) {
        int variable = clause.variable(position);
        int value = variable < 0 ? clause.slots()[position] : partial.values()[variable];
        return variable >= 0 && value == 0 ? FactView.ANY : value;
    }

    /// Absent when a variable would stand for two things.
    private static int @Nullable [] extended(int[] values, NumberedClause clause, int[] match) {
        int[] extended = values.clone();
        for (int position = 0; position < 3; position++) {
            int variable = clause.variable(position);
            if (variable >= 0) {
                if (extended[variable] != 0 && extended[variable] != match[position]) {
                    return null;
                }
                extended[variable] = match[position];
            }
        }
        return extended;
    }

    private void count() {
        if (++matches > matchesMax) {
            throw Refusal.tooLarge("where", "finds more than " + matchesMax + " matches on its way",
                    "Ask for less: name more of the terms, or join clauses by a variable.");
        }
    }

    private static List<Solution> distinct(List<Partial> found) {
        Map<List<Integer>, Solution> distinct = HashMap.newHashMap(found.size());
        for (Partial partial : found) {
            List<Integer> values = Arrays.stream(partial.values()).boxed().toList();
            distinct.merge(values, new Solution(values, partial.confidence(), partial.derived()),
                    (a, b) -> new Solution(values, Math.max(a.confidence(), b.confidence()),
                            a.derived() && b.derived()));
        }
        return distinct.values().stream().sorted(Comparator.comparing(Solution::values, ClauseJoin::compare)).toList();
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = Integer.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
