package dev.mimo.storage.facts;

import dev.mimo.TestClock;
import dev.mimo.facts.FactId;
import dev.mimo.facts.FactView;
import dev.mimo.facts.NewFact;
import dev.mimo.facts.Term;
import dev.mimo.facts.Viewpoint;
import dev.mimo.facts.query.GraphWalk;
import dev.mimo.facts.query.GraphWalk.WalkDirection;
import dev.mimo.facts.query.GraphWalk.Way;
import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Facts against a plain reference in memory that looks at everything.
class FactPropertiesTest {
    private static final int NODES = 7;

    @TempDir
    Path folder;

    private OpenFacts facts;
    private Namespace namespace = Namespace.DEFAULT;
    private Instant begin = Instant.EPOCH;
    private int tries;

    @BeforeEach
    void open() {
        facts = new OpenFacts(folder, new TestClock());
        begin();
    }

    @AfterEach
    void close() {
        facts.close();
    }

    /// Each try has a namespace of its own.
    private void begin() {
        namespace = new Namespace("try-" + ++tries);
        begin = facts.clock().instant();
    }

    /// What is done to facts. Times are hours after the beginning.
    sealed interface Act {
        record Teach(int subject, int predicate, int object, @Nullable Integer from, @Nullable Integer to)
                implements
                    Act {}

        record Retract(int which) implements Act {}

        record Undo(int which) implements Act {}
    }

    /// What was once known.
    private static final class Known {
        private final Act.Teach says;
        private final FactId id;
        private final List<int[]> stretches = new ArrayList<>();

        Known(Act.Teach says, FactId id) {
            this.says = says;
            this.id = id;
        }

        boolean isKnown(int hour) {
            return stretches.stream().anyMatch(stretch -> stretch[0] <= hour && hour < stretch[1]);
        }

        boolean holds(int hour) {
            return (says.from() == null || says.from() <= hour) && (says.to() == null || hour < says.to());
        }

        String text() {
            return "s" + says.subject() + " p" + says.predicate() + " s" + says.object();
        }
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        return act().list().ofMaxSize(25);
    }

    private static Arbitrary<Act> act() {
        Arbitrary<Integer> few = Arbitraries.integers(0, 3);
        Arbitrary<Integer> hours = Arbitraries.integers(-1, 12);
        return choices -> switch (Arbitraries.integers(0, 5).draw(choices)) {
            case 0 -> new Act.Retract(Arbitraries.integers(0, 20).draw(choices));
            case 1 -> new Act.Undo(Arbitraries.integers(0, 20).draw(choices));
            default -> {
                int from = hours.draw(choices);
                int length = Arbitraries.integers(0, 5).draw(choices);
                yield new Act.Teach(few.draw(choices), few.draw(choices) % 2, few.draw(choices),
                        from < 0 ? null : (Integer) from, from < 0 || length == 0 ? null : (Integer) (from + length));
            }
        };
    }

    /// Each act is an hour after the one before.
    @Property(tries = 100)
    void facts_at_any_moment_of_either_line_are_those_that_a_plain_scan_finds(
            @ForAll("acts") List<Act> acts) {
        begin();
        List<Known> known = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        Map<Receipt, Known> written = new HashMap<>();
        int hour = 0;
        for (Act act : acts) {
            apply(act, hour++, known, receipts, written);
            facts.clock().advance(Duration.ofHours(1));
        }
        for (int at = 0; at <= hour; at += 2) {
            for (int knownAt = 0; knownAt <= hour; knownAt += 3) {
                assertThat(seen(at, knownAt)).as("as of %d, known at %d", at, knownAt)
                        .isEqualTo(expected(known, at, knownAt));
            }
            assertThat(seen(at, null)).isEqualTo(expected(known, at, hour));
        }
    }

    private void apply(Act act, int hour, List<Known> known, List<Receipt> receipts,
            Map<Receipt, Known> written) {
        switch (act) {
            case Act.Teach teach -> {
                Receipt receipt = facts.teach(namespace, NewFact.of("s" + teach.subject(), "p" + teach.predicate(),
                        "s" + teach.object()).during(time(teach.from()), time(teach.to())));
                if (receipt.status() == Receipt.Status.STORED) {
                    Known fresh = new Known(teach, Objects.requireNonNull(FactId.of(
                            Objects.requireNonNull(receipt.id()))));
                    fresh.stretches.add(new int[]{hour, Integer.MAX_VALUE});
                    known.add(fresh);
                    receipts.add(receipt);
                    written.put(receipt, fresh);
                }
            }
            case Act.Retract(int which) -> {
                if (which < known.size() && known.get(which).isKnown(hour)) {
                    Receipt receipt = facts.store().retract(namespace, known.get(which).id);
                    end(known.get(which), hour);
                    receipts.add(receipt);
                    written.put(receipt, known.get(which));
                }
            }
            case Act.Undo(int which) -> {
                if (which < receipts.size()) {
                    undo(receipts.get(which), hour, receipts, written);
                }
            }
        }
    }

    private void undo(Receipt receipt, int hour, List<Receipt> receipts,
            Map<Receipt, Known> written) {
        Known about = Objects.requireNonNull(written.get(receipt));
        Receipt undone;
        try {
            undone = facts.undo(receipt);
        } catch (RefusedException _) {
            return;
        }
        if (about.isKnown(hour)) {
            end(about, hour);
        } else {
            about.stretches.add(new int[]{hour, Integer.MAX_VALUE});
        }
        receipts.add(undone);
        written.put(undone, about);
    }

    private static void end(Known known, int hour) {
        known.stretches.getLast()[1] = hour;
    }

    private @Nullable OffsetDateTime time(@Nullable Integer hour) {
        return hour == null ? null : begin.plus(Duration.ofHours(hour)).atOffset(ZoneOffset.UTC);
    }

    private Set<String> seen(int at, @Nullable Integer knownAt) {
        return facts.store().view(namespace, Viewpoint.at(begin.plus(Duration.ofHours(at)),
                knownAt == null ? null : begin.plus(Duration.ofHours(knownAt))), view -> {
                    Set<String> found = new TreeSet<>();
                    List<int[]> matches = new ArrayList<>();
                    view.match(FactView.ANY, FactView.ANY, FactView.ANY,
                            (s, p, o, _, _) -> matches.add(new int[]{s, p, o}));
                    for (int[] match : matches) {
                        Map<Integer, Term> terms = view.terms(new HashSet<>(List.of(match[0], match[1], match[2])));
                        found.add(terms.get(match[0]) + " " + terms.get(match[1]) + " " + terms.get(match[2]));
                    }
                    return found;
                });
    }

    private static Set<String> expected(List<Known> known, int at, int knownAt) {
        Set<String> expected = new TreeSet<>();
        known.stream().filter(each -> each.isKnown(knownAt) && each.holds(at))
                .forEach(each -> expected.add(each.text()));
        return expected;
    }

    /// An edge of a small graph, circles and loops included.
    record Edge(int from, int predicate, int to) {}

    @Provide
    Arbitrary<List<Edge>> edges() {
        return edge().list().ofMaxSize(30);
    }

    private static Arbitrary<Edge> edge() {
        Arbitrary<Integer> nodes = Arbitraries.integers(0, NODES - 1);
        return choices -> new Edge(nodes.draw(choices), Arbitraries.integers(0, 1).draw(choices), nodes.draw(choices));
    }

    @Property(tries = 100)
    void walks_and_ways_are_those_of_a_plain_breadth_first_search(@ForAll("edges") List<Edge> edges) {
        begin();
        facts.store().teach(namespace, edges.stream()
                .map(edge -> NewFact.of("n" + edge.from(), "p" + edge.predicate(), "n" + edge.to())).toList());
        facts.store().<@Nullable Void>view(namespace, Viewpoint.NOW, view -> {
            for (int start = 0; start < NODES; start++) {
                for (WalkDirection direction : WalkDirection.values()) {
                    assertThat(walked(view, start, direction)).isEqualTo(plain(edges, start, direction));
                }
                for (int end = 0; end < NODES; end++) {
                    assertWay(view, edges, start, end);
                }
            }
            return null;
        });
    }

    private static Map<String, Integer> walked(FactView view, int start, WalkDirection direction) {
        int number = view.number(Term.entity("n" + start));
        Map<String, Integer> named = new TreeMap<>();
        if (number != 0) {
            Map<Integer, Integer> depths = new GraphWalk(view, FactView.ANY, 100).around(number, 20, direction)
                    .depths();
            Map<Integer, Term> terms = view.terms(depths.keySet());
            depths.forEach((term, depth) -> named.put(Objects.requireNonNull(terms.get(term)).text(), depth));
        }
        return named;
    }

    private static Map<String, Integer> plain(List<Edge> edges, int start, WalkDirection direction) {
        Map<Integer, Integer> depths = new HashMap<>(Map.of(start, 0));
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            int at = open.remove();
            for (Edge edge : edges) {
                Set<Integer> next = new HashSet<>();
                if (edge.from() == at && direction != WalkDirection.IN) {
                    next.add(edge.to());
                }
                if (edge.to() == at && direction != WalkDirection.OUT) {
                    next.add(edge.from());
                }
                for (int each : next) {
                    if (depths.putIfAbsent(each, Objects.requireNonNull(depths.get(at)) + 1) == null) {
                        open.add(each);
                    }
                }
            }
        }
        Map<String, Integer> named = new TreeMap<>();
        depths.forEach((node, depth) -> {
            if (node != start) {
                named.put("n" + node, depth);
            }
        });
        return named;
    }

    private static void assertWay(FactView view, List<Edge> edges, int start, int end) {
        int from = view.number(Term.entity("n" + start));
        int to = view.number(Term.entity("n" + end));
        if (from == 0 || to == 0 || start == end) {
            return;
        }
        Way way = new GraphWalk(view, FactView.ANY, 100).path(from, to, 20);
        Integer expected = plain(edges, start, WalkDirection.OUT).get("n" + end);
        if (expected == null) {
            assertThat(way).isNull();
            return;
        }
        assertThat(Objects.requireNonNull(way).rows()).hasSize(expected);
        assertThat(way.terms()).hasSize(expected + 1).startsWith(from).endsWith(to);
        List<Integer> steps = new ArrayList<>();
        view.facts(way.rows()).values().forEach(fact -> steps.add(view.number(fact.subject())));
        assertThat(steps).containsExactlyInAnyOrderElementsOf(way.terms().subList(0, expected));
    }
}
