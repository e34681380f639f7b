package dev.mimo.index;

import dev.mimo.memory.Candidate;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The meaning leg, with the real kernels and codes.
class MeaningTest {
    private final TestCorpus corpus = new TestCorpus();
    private final Random random = new Random(11);

    @Test
    void a_memory_is_found_by_meaning_as_soon_as_its_vector_comes() {
        float[] question = TestCorpus.unitVector(random);
        IndexEntry entry = corpus.entry(1, null, "green tea");
        corpus.put(entry);
        assertThat(search("bicycle", question, Filter.ALL)).isEmpty();

        corpus.put(corpus.embedded(entry, question));

        List<Candidate> found = search("bicycle", question, Filter.ALL);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().meaning()).isCloseTo(1, within(0.02));
        assertThat(found.getFirst().words()).isZero();
    }

    @Test
    void both_legs_and_the_neighbors_of_both_are_candidates_with_all_signals() {
        float[] question = TestCorpus.unitVector(random);
        for (int row = 1; row <= 9; row++) {
            IndexEntry entry = corpus.entry(row, "s", row == 2 ? "green tea" : "number " + row);
            corpus.put(row == 9 ? entry : corpus.embedded(entry, row == 6 ? question : TestCorpus.unitVector(random)));
        }

        List<Candidate> found = search("tea", question, 1, Filter.ALL, TestCorpus::noVectors);

        assertThat(TestCorpus.rows(found)).containsExactly(2L, 6L, 1L, 3L);
        assertThat(found).extracting(Candidate::meaning).noneMatch(value -> value.isNaN());
    }

    @Test
    void the_best_of_several_passages_counts() {
        float[] question = TestCorpus.unitVector(random);
        corpus.put(corpus.embedded(corpus.entry(1, null, "long"), TestCorpus.unitVector(random), question,
                TestCorpus.unitVector(random)));

        assertThat(search("none", question, Filter.ALL).getFirst().meaning()).isCloseTo(1, within(0.02));
    }

    @Test
    void vectors_that_come_twice_count_once() {
        float[] question = TestCorpus.unitVector(random);
        float[] opposite = TestCorpus.unitVector(random);
        corpus.put(corpus.embedded(corpus.entry(1, null, "tea"), opposite));
        corpus.put(corpus.embedded(corpus.entry(1, null, "tea"), question));

        assertThat(search("tea", question, Filter.ALL).getFirst().meaning()).isLessThan(0.9);
    }

    @Test
    void the_best_are_settled_by_their_exact_vectors_and_no_more_than_needed_are_read() {
        float[] question = TestCorpus.unitVector(random);
        List<float[]> vectors = new ArrayList<>();
        for (int row = 1; row <= 300; row++) {
            vectors.add(TestCorpus.unitVector(random));
            corpus.put(corpus.embedded(corpus.entry(row, "s" + row / 7, "tea"), vectors.getLast()));
        }
        List<Long> read = new ArrayList<>();

        List<Candidate> found = search("tea", question, 100, Filter.ALL, rows -> LongStream.of(rows).mapToObj(row -> {
            read.add(row);
            return List.of(vectors.get((int) row - 1));
        }).toList());

        assertThat(read).hasSize(ExactScores.MAX).doesNotHaveDuplicates();
        for (Candidate candidate : found) {
            float[] vector = vectors.get((int) candidate.row() - 1);
            double exact = 0;
            for (int i = 0; i < TestCorpus.DIMENSION; i++) {
                exact += question[i] * vector[i];
            }
            assertThat(candidate.meaning()).isCloseTo(exact, within(read.contains(candidate.row()) ? 1e-5 : 0.03));
        }
    }

    @Test
    void a_row_that_is_gone_keeps_its_approximate_cosine() {
        float[] question = TestCorpus.unitVector(random);
        corpus.put(corpus.embedded(corpus.entry(1, null, "tea"), question));

        assertThat(search("tea", question, Filter.ALL).getFirst().meaning()).isCloseTo(1, within(0.02));
    }

    @Test
    void exact_vectors_are_read_while_others_may_change_the_index() {
        float[] question = TestCorpus.unitVector(random);
        corpus.put(corpus.embedded(corpus.entry(1, null, "tea"), question));

        List<Candidate> found = search("tea", question, 5, Filter.ALL, rows -> {
            corpus.put(corpus.entry(2, null, "tea again"));
            return TestCorpus.noVectors(rows);
        });

        assertThat(TestCorpus.rows(found)).containsExactly(1L);
    }

    @Test
    void a_filter_holds_for_meaning_too_and_the_top_is_full() {
        float[] question = TestCorpus.unitVector(random);
        for (int row = 1; row <= 500; row++) {
            IndexEntry entry = corpus.embedded(corpus.entry(row, null, "x"), TestCorpus.unitVector(random));
            corpus.put(row % 50 == 0 ? TestCorpus.tagged(entry, "rare") : entry);
        }

        List<Candidate> found = search("none", question,
                new Filter(List.of(), List.of("rare"), List.of(), null, null, null));

        assertThat(TestCorpus.rows(found)).hasSize(10).allMatch(row -> row % 50 == 0);
    }

    private List<Candidate> search(String words, float[] meaning, Filter filter) {
        return search(words, meaning, 10, filter, TestCorpus::noVectors);
    }

    private List<Candidate> search(String words, float[] meaning, int depth, Filter filter,
            NamespaceIndex.ExactVectors exact) {
        return corpus.index.search(new Probe(words, meaning, TestCorpus.MODEL, filter, depth), TestCorpus.NOW, exact);
    }
}
