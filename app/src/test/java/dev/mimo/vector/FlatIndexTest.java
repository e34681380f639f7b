package dev.mimo.vector;

import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

class FlatIndexTest {
    private final Random random = new Random(42);

    @Test
    void after_rescoring_twenty_the_ten_best_are_the_exact_ten_best() {
        List<float[]> vectors = clustered(20_000, 384);
        FlatIndex index = index(384, vectors, DotKernels.best());
        int found = 0;
        int questions = 50;

        for (int q = 0; q < questions; q++) {
            float[] question = RandomVectors.near(random, vectors.get(random.nextInt(vectors.size())), 0.5);
            List<Integer> exact = exactBest(question, vectors, IntStream.range(0, vectors.size()).toArray());
            int[] candidates = index.search(question, 20, FlatIndexTest::any).owners();
            Set<Integer> rescored = new HashSet<>(exactBest(question, vectors, candidates));
            found += (int) exact.stream().filter(rescored::contains).count();
        }

        assertThat(found / (10.0 * questions)).isGreaterThanOrEqualTo(0.99);
    }

    @Property(tries = 100)
    void a_search_is_what_scoring_and_sorting_everything_gives(
            @ForAll @IntRange(max = 600) int count,
            @ForAll @IntRange(min = 1, max = 150) int dimension, @ForAll @IntRange(min = 1, max = 40) int k,
            @ForAll @IntRange(min = 1, max = 5) int passages, @ForAll long seed) {
        Random drawn = new Random(seed);
        FlatIndex index = new FlatIndex(new VectorQuantizer(dimension), DotKernels.best());
        for (int i = 0; i < count; i++) {
            index.add(i / passages, new VectorQuantizer(dimension).quantize(RandomVectors.unit(drawn, dimension)));
        }
        float[] question = RandomVectors.unit(drawn, dimension);
        IntPredicate filter = owner -> owner % 3 != 1;
        FlatIndex.PreparedQuery prepared = index.prepare(question);
        float[] best = new float[count];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < count; i++) {
            best[i / passages] = Math.max(best[i / passages], index.score(prepared, i));
        }

        FlatIndex.Hits hits = index.search(question, k, filter);

        int[] expected = IntStream.range(0, (count + passages - 1) / passages)
                .filter(filter)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer owner) -> -best[owner]))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(hits.owners()).containsExactly(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(hits.scores()[i]).isEqualTo(best[expected[i]]);
        }
    }

    @Test
    void scores_are_near_the_true_cosine() {
        List<float[]> vectors = clustered(500, 384);
        FlatIndex index = index(384, vectors, DotKernels.best());
        float[] question = RandomVectors.unit(random, 384);

        FlatIndex.PreparedQuery prepared = index.prepare(question);

        for (int i = 0; i < vectors.size(); i++) {
            assertThat((double) index.score(prepared, i))
                    .isCloseTo(RandomVectors.cosine(question, vectors.get(i)), within(0.005));
        }
    }

    @Test
    void both_kernels_give_the_very_same_answer() {
        List<float[]> vectors = clustered(3_000, 100);
        float[] question = RandomVectors.unit(random, 100);

        FlatIndex.Hits fast = index(100, vectors, DotKernels.best()).search(question, 50, FlatIndexTest::any);
        FlatIndex.Hits plain = index(100, vectors, DotKernels.plain()).search(question, 50, FlatIndexTest::any);

        assertThat(fast.owners()).containsExactly(plain.owners());
        assertThat(fast.scores()).containsExactly(plain.scores());
    }

    @Test
    void a_great_index_is_shared_by_two_threads_and_answers_the_same_every_time() {
        int count = 110_000;
        FlatIndex index = new FlatIndex(new VectorQuantizer(16), DotKernels.best());
        QuantizedVector[] few = new QuantizedVector[50];
        Arrays.setAll(few, _ -> new VectorQuantizer(16).quantize(RandomVectors.unit(random, 16)));
        for (int i = 0; i < count; i++) {
            index.add(count - 1 - i, few[i % few.length]);
        }
        float[] question = RandomVectors.unit(random, 16);
        FlatIndex.PreparedQuery prepared = index.prepare(question);
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < few.length; i++) {
            greatest = Math.max(greatest, index.score(prepared, i));
        }

        for (int run = 0; run < 20; run++) {
            FlatIndex.Hits hits = index.search(question, 100, FlatIndexTest::any);

            assertThat(hits.owners()).isSorted().hasSize(100);
            assertThat(hits.owners()[99] - hits.owners()[0]).isEqualTo(99 * few.length);
            assertThat(hits.owners()[0]).isLessThan(few.length);
            assertThat(hits.scores()).containsOnly(greatest);
        }
    }

    @Test
    void a_filter_that_fails_in_a_shared_search_fails_the_search() {
        FlatIndex index = new FlatIndex(new VectorQuantizer(16), DotKernels.best());
        QuantizedVector vector = new VectorQuantizer(16).quantize(RandomVectors.unit(random, 16));
        for (int i = 0; i < 110_000; i++) {
            index.add(i, vector);
        }

        for (int culprit : new int[]{0, 109_999}) {
            IntPredicate failing = owner -> {
                if (owner == culprit || owner == 70_000) {
                    throw new IllegalStateException("asked of " + owner);
                }
                return false;
            };
            assertThatIllegalStateException()
                    .isThrownBy(() -> index.search(RandomVectors.unit(random, 16), 5, failing));
        }
    }

    @Test
    void a_filter_is_asked_only_of_what_would_enter_the_top() {
        List<float[]> vectors = clustered(20_000, 32);
        FlatIndex index = index(32, vectors, DotKernels.best());
        AtomicInteger asked = new AtomicInteger();

        index.search(RandomVectors.unit(random, 32), 10, _ -> asked.incrementAndGet() > 0);

        assertThat(asked.get()).isBetween(10, 1_000);
    }

    @Test
    void a_filter_that_refuses_all_leaves_nothing() {
        FlatIndex index = index(8, clustered(100, 8), DotKernels.best());

        assertThat(index.search(RandomVectors.unit(random, 8), 5, _ -> false).owners()).isEmpty();
    }

    @Test
    void more_may_be_asked_for_than_there_is() {
        FlatIndex index = index(8, clustered(3, 8), DotKernels.best());

        assertThat(index.search(RandomVectors.unit(random, 8), Integer.MAX_VALUE, FlatIndexTest::any).owners())
                .containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void an_empty_index_has_no_hits() {
        FlatIndex index = new FlatIndex(new VectorQuantizer(8), DotKernels.best());

        assertThat(index.search(RandomVectors.unit(random, 8), 5, FlatIndexTest::any).owners()).isEmpty();
        assertThat(index.size()).isZero();
    }

    @Test
    void positions_count_additions_and_memory_is_little_more_than_the_codes() {
        FlatIndex index = new FlatIndex(new VectorQuantizer(384), DotKernels.best());
        QuantizedVector vector = new VectorQuantizer(384).quantize(RandomVectors.unit(random, 384));

        for (int i = 0; i < 10_000; i++) {
            assertThat(index.add(7, vector)).isEqualTo(i);
        }

        assertThat(index.size()).isEqualTo(10_000);
        assertThat(index.bytes()).isBetween(10_000L * 392, 10_000L * 392 + (1 << 20));
    }

    @Test
    void wrong_arguments_are_bugs() {
        FlatIndex index = index(8, clustered(3, 8), DotKernels.best());
        float[] question = RandomVectors.unit(random, 8);

        assertThatIllegalArgumentException().isThrownBy(() -> index.search(question, 0, FlatIndexTest::any));
        assertThatIllegalArgumentException().isThrownBy(() -> index.search(new float[8], 5, FlatIndexTest::any));
        assertThatIllegalArgumentException().isThrownBy(() -> index.search(new float[9], 5, FlatIndexTest::any));
        assertThatIllegalArgumentException().isThrownBy(() -> index.add(-1, new QuantizedVector(new byte[8], 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> index.add(0, new QuantizedVector(new byte[9], 1)));
    }

    private static boolean any(int owner) {
        return owner >= 0;
    }

    private List<float[]> clustered(int count, int dimension) {
        List<float[]> centres = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            centres.add(RandomVectors.unit(random, dimension));
        }
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            vectors.add(RandomVectors.near(random, centres.get(random.nextInt(centres.size())), 0.7));
        }
        return vectors;
    }

    private static FlatIndex index(int dimension, List<float[]> vectors, DotKernels kernels) {
        VectorQuantizer quantizer = new VectorQuantizer(dimension);
        FlatIndex index = new FlatIndex(quantizer, kernels);
        for (int i = 0; i < vectors.size(); i++) {
            index.add(i, quantizer.quantize(vectors.get(i)));
        }
        return index;
    }

    private static List<Integer> exactBest(float[] question, List<float[]> vectors, int[] candidates) {
        float[] scores = new float[vectors.size()];
        for (int i : candidates) {
            scores[i] = DotKernels.plain().dot(question, 0, vectors.get(i), 0, question.length);
        }
        return Arrays.stream(candidates)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .limit(10)
                .toList();
    }
}
