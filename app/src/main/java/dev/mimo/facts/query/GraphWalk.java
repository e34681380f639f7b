package dev.mimo.facts.query;

import dev.mimo.facts.FactView;
import dev.mimo.refusal.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Walks through the graph of facts level by level, so that depths are the fewest hops and each term is visited once,
/// whatever circles there are.
public final class GraphWalk {
    private final FactView view;
    private final int predicate;
    private final int visitedMax;

    /// @param predicate of the facts to go along, or `FactView.ANY`
    /// @param visitedMax most terms to visit
    public GraphWalk(FactView view, int predicate, int visitedMax) {
        this.view = view;
        this.predicate = predicate;
        this.visitedMax = visitedMax;
    }

    /// Which way facts are gone along.
    public enum WalkDirection {
        OUT, IN, BOTH;

        boolean goes(boolean outward) {
            return this == BOTH || (this == OUT) == outward;
        }
    }

    /// What is around.
    ///
    /// @param depths fewest hops by term, nearest first; without the start
    /// @param truncated whether there is more within the hops
    public record Surroundings(Map<Integer, Integer> depths, boolean truncated) {}

    /// A shortest way.
    ///
    /// @param terms from the start to the end, both included
    /// @param rows of the facts between them
    public record Way(List<Integer> terms, List<Long> rows) {}

    public Surroundings around(int start, int hops, WalkDirection direction) {
        Map<Integer, Integer> depths = new LinkedHashMap<>();
        Set<Integer> seen = new HashSet<>(List.of(start));
        List<Integer> frontier = List.of(start);
        for (int depth = 1; depth <= hops && !frontier.isEmpty(); depth++) {
            List<Integer> next = new ArrayList<>();
            for (boolean outward : new boolean[]{true, false}) {
                if (direction.goes(outward)) {
                    view.touching(frontier, predicate, outward, (subject, _, object, _, _) -> {
                        int other = outward ? object : subject;
                        if (seen.add(other)) {
                            next.add(other);
                        }
                    });
                }
            }
            for (int other : next) {
                if (depths.size() == visitedMax) {
                    return new Surroundings(depths, true);
                }
                depths.put(other, depth);
            }
            frontier = next;
        }
        return new Surroundings(depths, false);
    }

    /// How a term was reached.
    private record Step(int from, long row) {}

    /// Where a search from one end is.
    private static final class Search {
        private final boolean outward;
        private final Map<Integer, Step> steps = new HashMap<>();
        private List<Integer> frontier;

        Search(int start, boolean outward) {
            this.outward = outward;
            steps.put(start, new Step(start, 0));
            frontier = List.of(start);
        }
    }

    /// A shortest way along the facts from subject to object; absent when there is none of at most so many hops.
    ///
    /// @throws dev.mimo.refusal.RefusedException `TooLarge` when too much would have to be visited to know that
    public @Nullable Way path(int from, int to, int hopsMax) {
        if (from == to) {
            return new Way(List.of(from), List.of());
        }
        Search forward = new Search(from, true);
        Search backward = new Search(to, false);
        for (int hops = 0; hops < hopsMax; hops++) {
            if (forward.frontier.isEmpty() || backward.frontier.isEmpty()) {
                return null;
            }
            if (forward.steps.size() + backward.steps.size() > visitedMax) {
                throw Refusal.tooLarge("max_depth", "would visit more than " + visitedMax + " entities",
                        "Ask for a shorter path, or name the predicate to go along.");
            }
            boolean ahead = forward.frontier.size() <= backward.frontier.size();
            Integer meeting = advance(ahead ? forward : backward, ahead ? backward : forward);
            if (meeting != null) {
                return way(forward, backward, meeting);
            }
        }
        return null;
    }

    /// One level further; the term at which both searches meet, if they do now.
    private @Nullable Integer advance(Search search, Search other) {
        List<Integer> next = new ArrayList<>();
        int[] meeting = {0};
        view.touching(search.frontier, predicate, search.outward, (subject, _, object, row, _) -> {
            int reached = search.outward ? object : subject;
            int origin = search.outward ? subject : object;
            if (!search.steps.containsKey(reached)) {
                search.steps.put(reached, new Step(origin, row));
                next.add(reached);
                if (meeting[0] == 0 && other.steps.containsKey(reached)) {
                    meeting[0] = reached;
                }
            }
        });
        search.frontier = next;
        return meeting[0] == 0 ? null : (Integer) meeting[0];
    }

    private static Way way(Search forward, Search backward, int meeting) {
        List<Integer> terms = new ArrayList<>(List.of(meeting));
        List<Long> rows = new ArrayList<>();
        for (Step step = step(forward, meeting); step.row() != 0; step = step(forward, step.from())) {
            terms.addFirst(step.from());
            rows.addFirst(step.row());
        }
        for (Step step = step(backward, meeting); step.row() != 0; step = step(backward, step.from())) {
            terms.add(step.from());
            rows.add(step.row());
        }
        return new Way(terms, rows);
    }

    private static Step step(Search search, int term) {
        Step step = search.steps.get(term);
        if (step == null) {
            throw new IllegalStateException("a search remembers how it came to " + term);
        }
        return step;
    }
}
