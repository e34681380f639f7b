package dev.mimo.words;

import dev.mimo.words.TextAnalyzer.QueryTerm;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextAnalyzerTest {
    private final TextAnalyzer analyzer = new TextAnalyzer();

    @Test
    void words_of_one_stem_are_one_term() {
        TermFrequencies terms = analyzer.analyze("Running runs RUN run's");

        assertThat(terms.hashes()).hasSize(1);
        assertThat(terms.counts()).containsExactly(4);
        assertThat(terms.length()).isEqualTo(4);
    }

    @Test
    void numbers_stay() {
        assertThat(analyzer.analyze("in 2023 we sold 1,250.75 tons").hashes())
                .contains(hash("2023"), hash("1250"), hash("ton"));
    }

    @Test
    void accents_go_however_they_are_written() {
        assertThat(hash("cafe")).isEqualTo(hash("café")).isEqualTo(hash("cafe\u0301"));
    }

    @Test
    void a_curly_apostrophe_is_one() {
        assertThat(hash("Priya’s")).isEqualTo(hash("Priya's")).isEqualTo(hash("priya"));
    }

    @Test
    void chinese_is_found_by_its_characters_and_pairs_of_them() {
        TermFrequencies terms = analyzer.analyze("我喜欢喝茶");

        assertThat(terms.length()).isEqualTo(5 + 4);
        assertThat(terms.hashes()).contains(hash("茶")).contains(analyzer.analyze("喝茶").hashes());
    }

    @Test
    void a_text_without_words_has_no_terms() {
        assertThat(analyzer.analyze("").length()).isZero();
        assertThat(analyzer.analyze(" … !? \n").length()).isZero();
        assertThat(analyzer.analyzeQuery("???")).isEmpty();
    }

    @Test
    void an_endless_word_is_cut_in_pieces() {
        TermFrequencies terms = analyzer.analyze("x".repeat(100_000));

        assertThat(terms.length()).isEqualTo(393);
    }

    /// Terms are stored: when this fails, raise `TextAnalyzer.VERSION`, then write the new numbers here.
    @Test
    void a_stored_term_has_the_same_hash_in_every_process() {
        assertThat(TextAnalyzer.VERSION).isEqualTo(2);
        assertThat(List.of(hash("memories"), hash("茶"), hash("2023"))).containsExactly(-128312153, -1891055147,
                -245911080);
    }

    @Test
    void a_question_keeps_what_it_is_about() {
        assertThat(words("What does Priya like to drink?")).containsExactly("Priya", "like", "drink");
        assertThat(words("Who’s coming, and how'd they get there?")).containsExactly("coming", "get");
    }

    @Test
    void a_question_of_small_words_keeps_them_all() {
        assertThat(words("Who are you?")).containsExactly("Who", "are", "you");
        assertThat(words("to be or not to be")).containsExactly("to", "be", "or", "not");
    }

    @Test
    void a_question_asks_for_a_word_once() {
        assertThat(words("tea, Tea's and teas")).containsExactly("tea");
    }

    @Test
    void a_question_and_a_text_have_the_same_terms() {
        assertThat(analyzer.analyze("Naïve swimmers").hashes())
                .containsExactlyInAnyOrder(hash("swimmer"), hash("naive"));
    }

    @Test
    void many_threads_get_what_one_gets() throws Exception {
        List<String> texts =
                IntStream.range(0, 200).mapToObj(i -> "swimming " + i + " lakes’ " + "y".repeat(i)).toList();
        List<String> expected = texts.stream().map(this::packed).toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> tasks = texts.stream().<Callable<String>>map(text -> () -> packed(text)).toList();
            List<Future<String>> done = threads.invokeAll(tasks);

            for (int i = 0; i < expected.size(); i++) {
                assertThat(done.get(i).get()).isEqualTo(expected.get(i));
            }
        }
    }

    private String packed(String text) {
        return HexFormat.of().formatHex(analyzer.analyze(text).pack());
    }

    private int hash(String word) {
        TermFrequencies terms = analyzer.analyze(word);
        assertThat(terms.hashes()).hasSize(1);
        return terms.hashes()[0];
    }

    private List<String> words(String question) {
        return analyzer.analyzeQuery(question).stream().map(QueryTerm::word).toList();
    }
}
