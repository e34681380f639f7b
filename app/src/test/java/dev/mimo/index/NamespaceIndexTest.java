package dev.mimo.index;

import dev.mimo.memory.Candidate;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Probe;
import dev.mimo.terms.Micros;
import dev.mimo.vector.QuantizedVector;
import dev.mimo.vector.VectorQuantizer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NamespaceIndexTest {
    private final TestCorpus corpus = new TestCorpus();

    @Test
    void a_memory_is_found_by_its_words_with_its_circumstances() {
        IndexEntry tea = new IndexEntry(7, TestCorpus.id(7), "monday", "Priya", "fact", List.of("people"), 0.9, 42, 0,
                7,
                VersionColumns.OPEN, corpus.analyzer.analyze("Priya prefers tea over coffee"), false, false, List.of());
        corpus.put(tea, corpus.entry(8, null, "Jonas rides a bicycle"));

        List<Candidate> found = corpus.search("What does Priya like: teas?");

        assertThat(found).hasSize(1);
        Candidate candidate = found.getFirst();
        assertThat(candidate.row()).isEqualTo(7);
        assertThat(candidate.id()).isEqualTo(TestCorpus.id(7));
        assertThat(candidate.session()).isEqualTo("monday");
        assertThat(candidate.speaker()).isEqualTo("Priya");
        assertThat(candidate.occurredAt().toInstant()).isEqualTo(Instant.ofEpochSecond(0, 42_000));
        assertThat(candidate.importance()).isEqualTo(0.9);
        assertThat(candidate.matched()).containsExactly("Priya", "teas");
        assertThat(candidate.words()).isPositive();
        assertThat(candidate.meaning()).isNaN();
        assertThat(candidate.previous()).isEqualTo(-1);
        assertThat(candidate.next()).isEqualTo(-1);
    }

    @Test
    void an_empty_index_and_an_empty_question_find_nothing() {
        assertThat(corpus.search("tea")).isEmpty();
        corpus.put(corpus.entry(1, null, "tea"));
        assertThat(corpus.search("?!")).isEmpty();
        assertThat(corpus.search("coffee")).isEmpty();
    }

    @Test
    void a_search_without_depth_is_a_bug() {
        assertThatIllegalArgumentException().isThrownBy(() -> corpus.search("tea", Filter.ALL, 0));
    }

    @Test
    void after_a_change_that_failed_half_way_nothing_is_searched_any_more() {
        corpus.put(corpus.entry(1, null, "tea"));
        IndexEntry late = corpus.entry(1, null, "coffee");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> corpus.put(corpus.entry(5, null, "milk"), corpus.entry(4, null, "water")));

        assertThatExceptionOfType(BrokenIndexException.class).isThrownBy(() -> corpus.search("tea"));
        assertThatExceptionOfType(BrokenIndexException.class).isThrownBy(() -> corpus.put(late));
        assertThatExceptionOfType(BrokenIndexException.class).isThrownBy(() -> corpus.index.rarity(List.of("tea")));
    }

    @Test
    void vectors_of_another_dimension_are_left_aside() {
        IndexEntry tea = corpus.entry(1, null, "tea");
        QuantizedVector narrow = new VectorQuantizer(8).quantize(new float[]{1, 2, 3, 4, 5, 6, 7, 8});
        corpus.put(new IndexEntry(1, tea.id(), null, null, "fact", List.of(), 0.5, 1, 0, 1, VersionColumns.OPEN,
                tea.terms(), false, true, List.of(narrow)));

        List<Candidate> found = corpus.index.search(
                new Probe("tea", TestCorpus.unitVector(new Random(1)), TestCorpus.MODEL, Filter.ALL, 5),
                TestCorpus.NOW, TestCorpus::noVectors);

        assertThat(found).singleElement().satisfies(one -> assertThat(one.meaning()).isNaN());
    }

    @Test
    void a_selective_filter_still_fills_the_top() {
        for (int row = 1; row <= 6000; row++) {
            IndexEntry entry =
                    corpus.entry(row, "s" + row % 50, row % 600 == 0 ? "tea with a long tale" : "tea tea tea");
            corpus.put(row % 600 == 0 ? TestCorpus.tagged(entry, "rare", "odd") : TestCorpus.tagged(entry, "odd"));
        }

        assertThat(TestCorpus.rows(corpus.search("tea", tags("rare", "unheard"), 10)))
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 10).mapToObj(i -> 600 * i).toList());
        assertThat(corpus.search("tea", tags("unheard"), 10)).isEmpty();
    }

    @Test
    void a_filter_narrows_by_session_category_and_time() {
        corpus.put(corpus.entry(1, "a", "tea"), corpus.entry(2, "b", "tea"), corpus.entry(3, null, "tea"));

        assertThat(found(new Filter(List.of(), List.of(), List.of("b", "c"), null, null, null))).containsExactly(2L);
        assertThat(found(new Filter(List.of("plan"), List.of(), List.of(), null, null, null))).isEmpty();
        assertThat(found(new Filter(List.of("fact"), List.of(), List.of(), null, null, null))).hasSize(3);
        assertThat(found(between(moment(2), moment(3)))).containsExactly(2L);
        assertThat(found(between(moment(1).plusNanos(1), moment(2).plusNanos(1)))).containsExactly(2L);
    }

    @Test
    void neighbors_come_along_and_point_at_each_other() {
        corpus.put(corpus.entry(1, "s", "hello"), corpus.entry(2, "s", "green tea"), corpus.entry(3, "s", "indeed"),
                corpus.entry(4, "s", "goodbye"), corpus.entry(5, "t", "elsewhere"));

        List<Candidate> found = corpus.search("tea");

        assertThat(TestCorpus.rows(found)).containsExactly(2L, 1L, 3L);
        assertThat(found).extracting(Candidate::previous).containsExactly(1, -1, 0);
        assertThat(found).extracting(Candidate::next).containsExactly(2, 0, -1);
        assertThat(found).extracting(Candidate::words).satisfies(words -> assertThat(words.get(1)).isZero());
        assertThat(found).extracting(Candidate::wordsAround).allMatch(words -> words > 0);
        assertThat(found.get(1).matched()).isEmpty();
    }

    @Test
    void a_neighbor_that_the_filter_excludes_stays_away() {
        corpus.put(TestCorpus.tagged(corpus.entry(1, "s", "hello"), "secret"),
                TestCorpus.tagged(corpus.entry(2, "s", "green tea"), "open"));

        assertThat(TestCorpus.rows(corpus.search("tea", tags("open"), 5))).containsExactly(2L);
    }

    @Test
    void there_are_never_more_than_four_candidates_for_each_of_the_depth() {
        for (int row = 1; row <= 400; row++) {
            corpus.put(corpus.entry(row, "s" + row / 40, row % 4 == 0 ? "tea" : "pause"));
        }

        // twenty hits with two neighbors each, but two of them begin a session
        assertThat(corpus.search("tea", Filter.ALL, 20)).hasSize(58);
        assertThat(corpus.search("tea pause", Filter.ALL, 1).size()).isLessThanOrEqualTo(4);
    }

    @Test
    void a_retired_turn_leaves_its_neighbors_side_by_side() {
        IndexEntry middle = corpus.entry(2, "s", "green tea");
        corpus.put(corpus.entry(1, "s", "water first"), middle, corpus.entry(3, "s", "milk last"));

        corpus.put(TestCorpus.retired(middle, 10));

        assertThat(corpus.search("tea")).isEmpty();
        List<Candidate> found = corpus.search("water");
        assertThat(TestCorpus.rows(found)).containsExactly(1L, 3L);
        assertThat(found.get(0).next()).isEqualTo(1);
        assertThat(found.get(1).previous()).isEqualTo(0);
    }

    @Test
    void a_turn_that_is_in_force_again_has_its_place_again() {
        IndexEntry middle = corpus.entry(2, "s", "green tea");
        corpus.put(corpus.entry(1, "s", "water first"), middle, corpus.entry(3, "s", "milk last"));

        corpus.put(TestCorpus.retired(middle, 10));
        corpus.put(middle);

        assertThat(TestCorpus.rows(corpus.search("tea"))).containsExactly(2L, 1L, 3L);
    }

    @Test
    void an_updated_memory_keeps_its_place_whichever_version_comes_first() {
        IndexEntry old = corpus.entry(2, "s", "green tea");
        corpus.put(corpus.entry(1, "s", "water"), old, corpus.entry(3, "s", "milk"));

        corpus.put(corpus.entry(4, 2, "s", "black tea"), TestCorpus.retired(old, 4));
        assertThat(TestCorpus.rows(corpus.search("tea"))).containsExactly(4L, 1L, 3L);

        IndexEntry second = corpus.entry(4, 2, "s", "black tea");
        corpus.put(TestCorpus.retired(second, 5), corpus.entry(5, 2, "s", "white tea"));
        assertThat(TestCorpus.rows(corpus.search("tea"))).containsExactly(5L, 1L, 3L);
    }

    @Test
    void turns_that_arrive_out_of_order_stand_in_order_of_creation() {
        corpus.put(corpus.entry(1, 30, "s", "last"), corpus.entry(2, 10, "s", "first"),
                corpus.entry(3, 20, "s", "tea"), corpus.entry(4, 5, "s", "earliest"));

        List<Candidate> found = corpus.search("tea");

        assertThat(TestCorpus.rows(found)).containsExactly(3L, 2L, 1L);
        assertThat(found.getFirst().previous()).isEqualTo(1);
        assertThat(found.getFirst().next()).isEqualTo(2);
    }

    @Test
    void a_question_about_an_earlier_moment_finds_what_was_known_then() {
        IndexEntry old = corpus.entry(10, 1, null, "Priya drinks tea");
        corpus.put(old);
        corpus.put(TestCorpus.retired(old, 20), corpus.entry(20, 1, null, "Priya drinks coffee"));

        assertThat(knownAt(9)).isEmpty();
        assertThat(knownAt(10)).containsExactly(10L);
        assertThat(knownAt(19)).containsExactly(10L);
        assertThat(knownAt(20)).containsExactly(20L);
        assertThat(found("Priya drinks", Filter.ALL)).containsExactly(20L);
    }

    @Test
    void a_memory_is_found_at_once_even_if_its_writer_runs_ahead() {
        corpus.put(corpus.entry(TestCorpus.NOW + 500, null, "tea"));

        assertThat(found(Filter.ALL)).hasSize(1);
        assertThat(found(between(null, null))).hasSize(1);
        assertThat(found("tea", at(TestCorpus.NOW))).hasSize(1);
        assertThat(found("tea", at(TestCorpus.NOW - 1))).isEmpty();
    }

    @Test
    void a_neighbor_learnt_later_is_no_neighbor_of_that_moment() {
        corpus.put(corpus.entry(10, "s", "green tea"), corpus.entry(20, "s", "tea again"));

        Candidate then = corpus.search("tea", at(15), 5).getFirst();
        Candidate now = corpus.search("tea", Filter.ALL, 5).getFirst();

        assertThat(then.next()).isEqualTo(-1);
        assertThat(then.wordsAround()).isLessThan(now.wordsAround());
    }

    @Test
    void it_grows_with_what_is_put_in() {
        long empty = corpus.index.bytes();
        for (int row = 1; row <= 2000; row++) {
            corpus.put(corpus.entry(row, "s" + row / 20, "some words about thing number " + row));
        }

        assertThat(corpus.index.bytes() - empty).isBetween(2000 * 150L, 2000 * 600L);
    }

    private List<Long> knownAt(long micros) {
        return found("Priya drinks", at(micros));
    }

    private List<Long> found(Filter filter) {
        return found("tea", filter);
    }

    private List<Long> found(String words, Filter filter) {
        return TestCorpus.rows(corpus.search(words, filter, 10));
    }

    private static Filter tags(String... tags) {
        return new Filter(List.of(), List.of(tags), List.of(), null, null, null);
    }

    private static Filter at(long micros) {
        return new Filter(List.of(), List.of(), List.of(), null, null, moment(micros));
    }

    private static Filter between(@Nullable Instant after,
            @Nullable Instant before) {
        return new Filter(List.of(), List.of(), List.of(), after, before, null);
    }

    private static Instant moment(long micros) {
        return Micros.instant(micros);
    }
}
