package dev.mimo.facts.reason;

import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class QueryReasonerTest {
    private static final int ANY = StatementSource.ANY;
    private static final int REPORTS_TO = 1_000_001;
    private static final int MANAGES = 1_000_002;

    @Provide
    Arbitrary<SmallWorld> worlds() {
        return SmallWorld.worlds();
    }

    @Property(tries = 250)
    void every_pattern_is_answered_as_by_the_naive_fixpoint(@ForAll("worlds") SmallWorld world) {
        Map<Statement, Double> holds = world.fixpoint().holds();
        QueryReasoner shared = new QueryReasoner(world.ruleSet(), world, ReasonLimits.defaults());
        for (int[] pattern : patterns()) {
            Map<Statement, Double> expected = new HashMap<>(holds);
            expected.keySet().removeIf(each -> !SmallWorld.fits(each, pattern[0], pattern[1], pattern[2]));
            QueryReasoner fresh = new QueryReasoner(world.ruleSet(), world, ReasonLimits.defaults());

            assertThat(answers(fresh, pattern)).isEqualTo(expected);
            assertThat(answers(shared, pattern)).isEqualTo(expected);
        }
    }

    @Property(tries = 250)
    void every_answer_has_a_proof_that_holds_step_by_step(@ForAll("worlds") SmallWorld world) {
        ProofCheck check = new ProofCheck(world.rules(), SmallWorld.TYPE, world.stored());
        QueryReasoner shared = new QueryReasoner(world.ruleSet(), world, ReasonLimits.defaults());
        for (ReasonedStatement row : shared.match(ANY, ANY, ANY).rows()) {
            Statement statement = row.statement();
            ReasonedStatement proven =
                    new QueryReasoner(world.ruleSet(), world, ReasonLimits.defaults()).prove(statement);

            assertThat(proven).isNotNull();
            for (Proof proof : List.of(row.proof(), Objects.requireNonNull(proven).proof())) {
                assertThat(proof.statement()).isEqualTo(statement);
                assertThat(proof.confidence()).isEqualTo(row.confidence());
                assertThat(proof instanceof Proof.RuleStep).isEqualTo(row.derived());
                check.check(proof);
            }
            assertThat(proven.derived()).isEqualTo(row.derived());
        }
    }

    @Property(tries = 100)
    void what_is_less_sure_than_asked_for_is_left_out_and_nothing_else(@ForAll("worlds") SmallWorld world) {
        Map<Statement, Double> expected = world.fixpoint().holds();
        expected.values().removeIf(confidence -> confidence < 0.5);

        assertThat(answers(new QueryReasoner(world.ruleSet(), world, ReasonLimits.defaults(), 0.5, System::nanoTime),
                new int[]{ANY, ANY, ANY})).isEqualTo(expected);
    }

    @Property(tries = 200)
    void whatever_the_limits_an_answer_is_true_and_says_if_it_is_not_all(@ForAll("worlds") SmallWorld world,
            @ForAll byte steps, @ForAll byte rows) {
        Map<Statement, Double> holds = world.fixpoint().holds();
        ReasonLimits limits = new ReasonLimits(1 + Math.abs((int) steps) * 4L, 1 + Math.abs((int) rows) / 4,
                1 + Math.abs((int) steps) / 32, Duration.ofMinutes(1));
        ReasonedRows answer = new QueryReasoner(world.ruleSet(), world, limits).match(ANY, ANY, ANY);

        answer.rows().forEach(row -> assertThat(holds).containsKey(row.statement()));
        answer.rows().forEach(row -> assertThat(row.confidence()).isLessThanOrEqualTo(holds.get(row.statement())));
        assertThat(answer.truncated() || answer.rows().size() == holds.size()).isTrue();
    }

    @Test
    void a_row_limit_keeps_the_surest() {
        List<Premise> stored = IntStream.range(0, 100)
                .mapToObj(i -> new Premise(new Statement(i, REPORTS_TO, 1000), i, (1 + i) / 100.0))
                .toList();
        ReasonedRows answer = new QueryReasoner(RuleSet.of(List.of(new Rule.Transitive(REPORTS_TO)), RuleSet.NO_TYPE),
                new CountingSource(stored), new ReasonLimits(10_000, 3, 10, Duration.ofMinutes(1)))
                .match(ANY, REPORTS_TO, 1000);

        assertThat(answer.reached()).isEqualTo(ReasonedRows.Limit.ROWS);
        assertThat(answer.rows()).extracting(ReasonedStatement::confidence).containsExactly(1.0, 0.99, 0.98);
    }

    @Test
    void a_long_chain_is_proven_without_recursion_and_within_a_depth_limit_if_there_is_one() {
        RuleSet rules = RuleSet.of(List.of(new Rule.Transitive(REPORTS_TO)), RuleSet.NO_TYPE);
        CountingSource chain = chain(20_000);
        Statement ends = new Statement(0, REPORTS_TO, 20_000);
        ReasonedStatement row = new QueryReasoner(rules, chain, ReasonLimits.defaults()).prove(ends);
        ReasonLimits shallow = new ReasonLimits(1_000_000, 10, 19_998, Duration.ofMinutes(1));
        QueryReasoner limited = new QueryReasoner(rules, chain, shallow);

        assertThat(row).isNotNull();
        assertThat(Objects.requireNonNull(row).proof().facts()).hasSize(20_000);
        assertThat(limited.match(0, REPORTS_TO, 20_000).reached()).isEqualTo(ReasonedRows.Limit.DEPTH);
    }

    @Test
    void a_goal_reads_only_what_it_needs() {
        List<Rule> rules = List.of(new Rule.Transitive(REPORTS_TO), new Rule.Inverse(REPORTS_TO, MANAGES));
        List<Premise> stored = new ArrayList<>();
        for (int i = 1; i < 200_000; i++) {
            stored.add(new Premise(new Statement(i, REPORTS_TO, i / 10), i, 1));
        }
        CountingSource source = new CountingSource(stored);
        QueryReasoner reasoner =
                new QueryReasoner(RuleSet.of(rules, RuleSet.NO_TYPE), source, ReasonLimits.defaults());

        assertThat(reasoner.match(123_456, REPORTS_TO, ANY).rows()).hasSize(6);
        assertThat(source.given()).isEqualTo(6);
        assertThat(reasoner.match(0, MANAGES, 123_456).rows()).hasSize(1);
        assertThat(reasoner.match(ANY, MANAGES, 123_456).rows()).hasSize(6);
        assertThat(source.given()).isLessThan(200);
    }

    @Test
    void a_dense_circle_takes_as_many_steps_as_it_has_edges_for_each_start() {
        int nodes = 300;
        List<Premise> stored = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                stored.add(new Premise(new Statement(i, REPORTS_TO, j), stored.size(), 1));
            }
        }
        ReasonLimits limits = new ReasonLimits(4L * nodes * nodes, nodes, 10, Duration.ofMinutes(1));
        ReasonedRows answer = new QueryReasoner(RuleSet.of(List.of(new Rule.Transitive(REPORTS_TO)), RuleSet.NO_TYPE),
                new CountingSource(stored), limits).match(0, REPORTS_TO, ANY);

        assertThat(answer.truncated()).isFalse();
        assertThat(answer.rows()).hasSize(nodes);
    }

    @Test
    void time_that_is_up_is_a_refusal() {
        AtomicLong nanos = new AtomicLong();
        ReasonLimits limits = new ReasonLimits(1_000_000, 10, 100_000, Duration.ofMillis(50));
        QueryReasoner reasoner = new QueryReasoner(
                RuleSet.of(List.of(new Rule.Transitive(REPORTS_TO)), RuleSet.NO_TYPE), chain(20_000), limits, 0,
                () -> nanos.getAndAdd(1_000_000));

        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> reasoner.match(0, REPORTS_TO, 20_000))
                .withMessageContaining("50 ms");
    }

    @Test
    void several_facts_that_say_the_same_are_as_sure_as_the_surest() {
        Statement statement = new Statement(1, REPORTS_TO, 2);
        CountingSource source = new CountingSource(
                List.of(new Premise(statement, 7, 0.4), new Premise(statement, 8, 0.8),
                        new Premise(statement, 9, 0.6)));
        ReasonedStatement row = new QueryReasoner(RuleSet.of(List.of(), RuleSet.NO_TYPE), source,
                ReasonLimits.defaults()).prove(statement);

        assertThat(row).isNotNull();
        assertThat(Objects.requireNonNull(row).proof())
                .hasToString("StoredFact[statement=" + statement + ", fact=8, confidence=0.8]");
        assertThat(row.derived()).isFalse();
    }

    private static CountingSource chain(int length) {
        return new CountingSource(IntStream.range(0, length)
                .mapToObj(i -> new Premise(new Statement(i, REPORTS_TO, i + 1), i, 1)).toList());
    }

    private static List<int[]> patterns() {
        List<int[]> patterns = new ArrayList<>();
        for (int subject = ANY; subject < SmallWorld.NODES; subject++) {
            for (int predicate = SmallWorld.NODES - 1; predicate < SmallWorld.NODES
                    + SmallWorld.PREDICATES; predicate++) {
                for (int object = ANY; object < SmallWorld.NODES; object++) {
                    patterns.add(new int[]{subject, predicate < SmallWorld.NODES ? ANY : predicate, object});
                }
            }
        }
        return patterns;
    }

    private static Map<Statement, Double> answers(QueryReasoner reasoner, int[] pattern) {
        ReasonedRows answer = reasoner.match(pattern[0], pattern[1], pattern[2]);
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.rows()).extracting(ReasonedStatement::confidence)
                .isSortedAccordingTo((one, other) -> Double.compare(other, one));
        Map<Statement, Double> found = new HashMap<>();
        for (ReasonedStatement row : answer.rows()) {
            assertThat(found.put(row.statement(), row.confidence())).as("answered twice").isNull();
        }
        return found;
    }
}
