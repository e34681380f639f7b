package dev.mimo.facts.reason;

import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import dev.mimo.refusal.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MaterializerTest {
    private static final int BELOW = 100;

    /// @param isInsert or retraction
    record Change(boolean isInsert, List<Statement> statements) {}

    @Provide
    Arbitrary<SmallWorld> worlds() {
        return SmallWorld.worlds();
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Change> change = choices -> new Change(Arbitraries.booleans().draw(choices),
                SmallWorld.statements().list().ofMinSize(1).ofMaxSize(3).draw(choices));
        return change.list().ofMaxSize(12);
    }

    @Property(tries = 400)
    void after_every_insert_and_retraction_it_is_as_if_computed_anew(@ForAll("worlds") SmallWorld world,
            @ForAll("changes") List<Change> changes) {
        Materializer materializer = new Materializer(world.ruleSet(), 100_000);
        materializer.load(world);
        Set<Statement> stored = new LinkedHashSet<>();
        world.stored().forEach(premise -> stored.add(premise.statement()));
        Set<Statement> before = fixpoint(world, stored);
        assertHolds(materializer, before, stored);
        for (Change change : changes) {
            MaterializedDelta delta = apply(materializer, change, stored);
            Set<Statement> after = fixpoint(world, stored);

            assertThat(delta.added()).containsExactlyInAnyOrderElementsOf(without(after, before));
            assertThat(delta.removed()).containsExactlyInAnyOrderElementsOf(without(before, after));
            assertHolds(materializer, after, stored);
            before = after;
        }
        // what was stored last goes first: everything ends with its last support
        for (Statement statement : List.copyOf(stored).reversed()) {
            stored.remove(statement);
            materializer.retract(List.of(statement));
            assertHolds(materializer, fixpoint(world, stored), stored);
        }
    }

    @Property(tries = 200)
    void what_would_have_too_many_consequences_changes_nothing(@ForAll("worlds") SmallWorld world,
            @ForAll("changes") List<Change> changes, @ForAll @IntRange(min = 1, max = 60) int max) {
        Materializer materializer = new Materializer(world.ruleSet(), max);
        Set<Statement> stored = new LinkedHashSet<>();
        for (Change change : changes) {
            Set<Statement> storedBefore = Set.copyOf(stored);
            try {
                apply(materializer, change, stored);
            } catch (RefusedException _) {
                stored.clear();
                stored.addAll(storedBefore);
            }
            assertHolds(materializer, fixpoint(world, stored), stored);
        }
    }

    @Test
    void a_circle_does_not_hold_itself_up() {
        Materializer materializer =
                new Materializer(RuleSet.of(List.of(new Rule.Transitive(BELOW)), RuleSet.NO_TYPE), 1000);
        Statement in = below(0, 1);
        materializer.insert(List.of(in, below(1, 2), below(2, 3), below(3, 1)));

        assertThat(materializer.retract(List.of(in)).removed()).containsExactlyInAnyOrder(in, below(0, 2), below(0, 3));
        assertThat(materializer.size()).isEqualTo(9);
        assertThat(materializer.contains(below(1, 1))).isTrue();
    }

    @Test
    void what_is_stored_and_derived_goes_with_the_last_of_both() {
        Materializer materializer =
                new Materializer(RuleSet.of(List.of(new Rule.Transitive(BELOW)), RuleSet.NO_TYPE), 1000);
        materializer.insert(List.of(below(0, 1), below(1, 2)));
        assertThat(materializer.insert(List.of(below(0, 2))).added()).isEmpty();

        assertThat(materializer.retract(List.of(below(0, 1))).removed()).containsExactly(below(0, 1));
        assertThat(materializer.isStored(below(0, 2))).isTrue();
        assertThat(materializer.retract(List.of(below(0, 2))).removed()).containsExactly(below(0, 2));
    }

    @Test
    void a_bomb_of_consequences_is_refused_and_leaves_nothing() {
        Materializer materializer =
                new Materializer(RuleSet.of(List.of(new Rule.Transitive(BELOW)), RuleSet.NO_TYPE), 50_000);
        List<Statement> chain = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            chain.add(below(i, i + 1));
        }

        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> materializer.insert(chain))
                .withMessageContaining("more than 50000 consequences");
        assertThat(materializer.size()).isZero();
        assertThat(materializer.insert(chain.subList(0, 100)).added()).hasSize(5050);
    }

    private static Statement below(int subject, int object) {
        return new Statement(subject, BELOW, object);
    }

    private static MaterializedDelta apply(Materializer materializer, Change change, Set<Statement> stored) {
        if (change.isInsert()) {
            stored.addAll(change.statements());
            return materializer.insert(change.statements());
        }
        change.statements().forEach(stored::remove);
        return materializer.retract(change.statements());
    }

    private static Set<Statement> fixpoint(SmallWorld world, Set<Statement> stored) {
        List<Premise> premises = stored.stream().map(statement -> new Premise(statement, 0, 1)).toList();
        return new NaiveFixpoint(world.rules(), SmallWorld.TYPE, premises).holds().keySet();
    }

    private static void assertHolds(Materializer materializer, Set<Statement> expected, Set<Statement> stored) {
        Set<Statement> found = new HashSet<>();
        for (int node = 0; node < SmallWorld.NODES; node++) {
            for (int predicate = SmallWorld.NODES; predicate < SmallWorld.NODES
                    + SmallWorld.PREDICATES; predicate++) {
                Set<Statement> incoming = new HashSet<>();
                materializer.objects(node, predicate, found::add);
                materializer.subjects(predicate, node, incoming::add);
                assertThat(expected).containsAll(incoming);
            }
        }
        assertThat(found).isEqualTo(expected);
        assertThat(materializer.size()).isEqualTo(expected.size());
        assertThat(expected).allMatch(materializer::contains);
        assertThat(stored).allMatch(materializer::isStored);
    }

    private static Set<Statement> without(Set<Statement> all, Set<Statement> some) {
        Set<Statement> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
