package dev.mimo.words;

import dev.mimo.words.TextAnalyzer.QueryTerm;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds for every text, tried on many made at random; the number of a run is its seed.
class TextAnalyzerFormsTest {
    private static final List<String> WORDS = List.of("wifi", "password", "node", "cache", "user", "login", "retry",
            "stream", "zebra", "harbour", "invoice", "tulip", "garden", "parser", "window", "monkey");
    private static final String ALPHABET =
            "aBcXyZ0129 ._-/:@'’#$+,&%()\"\n\u00A0\u200B\u0301\u093F\uFE0F\u200Däßı中あアก\u0E34က္한ابֿ\uD83C\uD83Dﬁ½";

    private final TextAnalyzer analyzer = new TextAnalyzer();

    @RepeatedTest(300)
    void any_text_has_terms_within_bounds(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        String text = IntStream.range(0, random.nextInt(400))
                .mapToObj(_ -> random.nextInt(4) > 0
                        ? String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length())))
                        : Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1)))
                .collect(Collectors.joining());

        assertThat(analyzer.analyze(text).length()).isLessThanOrEqualTo(bound(text));
        assertThat(analyzer.analyzeQuery(text)).hasSizeLessThanOrEqualTo(bound(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aB", "aB1", "a.", "A.b-", "1:", "1,000", "a/b:", "1-1.1,", "x", "Ab.1_", "漢", "กำ", "가",
            "\u0301", "🎉",
            "C++", ".a", "d'Or", "A", "ﷺ"})
    void a_text_made_to_have_many_terms_has_no_more_than_fit(String unit) {
        String text = unit.repeat(100_000 / unit.length());

        assertThat(analyzer.analyze(text).length()).isLessThanOrEqualTo(bound(text));
        assertThat(analyzer.analyze(text + " " + text).length()).isLessThanOrEqualTo(bound(text + " " + text));
    }

    private static int bound(String text) {
        return 2 * Normalizer.normalize(text, Normalizer.Form.NFKC).length() + 8;
    }

    @RepeatedTest(200)
    void the_same_normal_form_has_the_same_terms(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        String text = IntStream.range(0, 40)
                .mapToObj(_ -> Character.toString(0x20 + random.nextInt(0x3000)))
                .filter(c -> Character.isLetterOrDigit(c.codePointAt(0)) || c.equals(" "))
                .collect(Collectors.joining());
        String whole = Normalizer.normalize(text, Normalizer.Form.NFKC);

        assertThat(terms(Normalizer.normalize(whole, Normalizer.Form.NFD))).isEqualTo(terms(whole));
        assertThat(terms(Normalizer.normalize(whole, Normalizer.Form.NFC))).isEqualTo(terms(whole));
        assertThat(terms(fullWidth(text))).isEqualTo(terms(text));
    }

    private static String fullWidth(String text) {
        return text.chars().mapToObj(c -> Character.toString(c > 0x20 && c < 0x7F ? c + 0xFEE0 : c))
                .collect(Collectors.joining());
    }

    @RepeatedTest(300)
    void a_name_is_found_by_its_parts_and_as_a_whole_in_every_style(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        List<String> parts = IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size()))).toList();
        List<String> styles = styles(parts);
        String spaced = String.join(" ", parts);

        for (String style : styles) {
            Set<Integer> text = terms("We use " + style + " here.");

            assertThat(text).as(style).containsAll(asked(spaced));
            styles.forEach(other -> assertThat(text).as(style + " asked as " + other).containsAll(asked(other)));
            assertThat(asked(style)).as(spaced + " asked as " + style).containsAll(terms(spaced));
        }
    }

    private static List<String> styles(List<String> parts) {
        List<String> styles = new ArrayList<>();
        for (String joint : List.of("_", "-", ".", "/", ":", "\\", "@", "::")) {
            styles.add(String.join(joint, parts));
        }
        String pascal = parts.stream().map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
        styles.add(pascal);
        styles.add(pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1));
        styles.add(String.join("_", parts).toUpperCase(Locale.ROOT));
        return styles;
    }

    @RepeatedTest(200)
    void what_a_text_has_between_spaces_is_asked_for_with_terms_of_the_text(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        List<String> words = IntStream.range(0, 8)
                .mapToObj(_ -> IntStream.range(0, 1 + random.nextInt(9))
                        .mapToObj(_ -> String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length()))))
                        .filter(c -> CharacterKind.of(c.charAt(0)) != CharacterKind.SPACE && !c.equals("\u200B"))
                        .collect(Collectors.joining()))
                .toList();
        Set<Integer> text = terms(String.join(" ", words));

        words.forEach(word -> assertThat(text).as(word).containsAll(asked(word)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"हिन्दी", "தமிழ்", "বাংলা", "ไทย", "ગુજરાતી", "മലയാളം", "فارسی", "ລາວ", "ខ្មែរ", "မြန်မာ"})
    void a_mark_never_stands_alone(String word) {
        for (QueryTerm term : analyzer.analyzeQuery(word)) {
            assertThat(CharacterKind.of(term.word().codePointAt(0))).as(term.word()).isNotEqualTo(CharacterKind.MARK);
        }
    }

    @Test
    void scripts_with_spaces_are_cut_into_words() {
        assertThat(analyzer.analyze("मेरी बिल्ली का नाम").length()).isEqualTo(4);
        assertThat(analyzer.analyze("எனக்கு தேநீர் பிடிக்கும்").length()).isEqualTo(3);
    }

    @Test
    void pairs_are_of_letters_with_their_vowels_tones_and_stacked_letters() {
        assertThat(written("กิ่งไม้")).containsExactly("กิ่ง", "งไ", "ไม้");
        assertThat(written("កក្កដា")).containsExactly("កក្ក", "ក្កដា");
    }

    @Test
    void words_of_an_english_sentence_are_one_term_each() {
        String sentence = "Don't worry, we'll meet at Priya's house; it's the McCartneys' old one.";

        assertThat(analyzer.analyze(sentence).length()).isEqualTo(sentence.split(" ").length + 2);
    }

    private Set<Integer> terms(String text) {
        return IntStream.of(analyzer.analyze(text).hashes()).boxed().collect(Collectors.toCollection(HashSet::new));
    }

    private Set<Integer> asked(String question) {
        return analyzer.analyzeQuery(question).stream().map(QueryTerm::hash).collect(Collectors.toSet());
    }

    private List<String> written(String question) {
        return analyzer.analyzeQuery(question).stream().map(QueryTerm::word).toList();
    }
}
