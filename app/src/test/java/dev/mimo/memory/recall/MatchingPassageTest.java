package dev.mimo.memory.recall;

import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MatchingPassageTest {
    private static final String FILLER = "Nothing of note happened that day. ".repeat(200);

    @Test
    void a_passage_has_what_the_question_asks_for() {
        String text = FILLER + "Tea was mentioned. " + FILLER + "Priya prefers her tea green. " + FILLER;

        String passage = passage(text, 60, "tea", "priya", "preference");

        assertThat(passage).contains("happened that day. Priya prefers her tea green.");
    }

    @Test
    void text_without_spaces_has_passages_too() {
        String text = "天".repeat(5_000) + "茶" + "天".repeat(5_000);

        assertThat(passage(text, 100, "茶")).contains("茶").hasSizeLessThan(134);
    }

    @Test
    void without_a_word_to_go_by_the_passage_is_the_beginning() {
        assertThat(MatchingPassage.of(FILLER, List.of(), 10).begin()).isZero();
        assertThat(MatchingPassage.of(FILLER, List.of("zebra"), 10).begin()).isZero();
    }

    @Test
    void a_passage_begins_and_ends_with_a_sentence_in_many_scripts() {
        String english = "The shed is red. ".repeat(50) + "Its key hangs by the door. "
                + "Rain came early. ".repeat(50);
        String chinese = "今天天气很好。".repeat(100) + "钥匙挂在门边。" + "雨来得很早。".repeat(100);
        String russian = "Сарай красный. ".repeat(50) + "Ключ висит у двери. " + "Дождь пришёл рано. ".repeat(50);
        String hindi = "आज मौसम अच्छा है। ".repeat(50) + "चाबी दरवाज़े के पास है। " + "बारिश जल्दी आई। ".repeat(50);

        assertThat(passage(english, 20, "key", "door").strip())
                .isEqualTo("Its key hangs by the door. Rain came early. Rain came early. Rain came early.");
        assertThat(passage(chinese, 30, "钥匙").strip()).startsWith("今天天气很好。").contains("钥匙挂在门边。").endsWith("。");
        assertThat(passage(russian, 40, "ключ").strip()).contains("Ключ висит у двери.").endsWith(".");
        assertThat(passage(hindi, 60, "चाबी").strip()).contains("चाबी दरवाज़े के पास है।").endsWith("।");
    }

    @Test
    void where_no_sentence_ends_the_passage_ends_with_a_word() {
        String words = "alpha bravo charlie ".repeat(300);

        assertThat(passage(words, 25, "charlie").strip()).matches("(\\w+ )*(alpha|bravo|charlie)");
        assertThat(passage("👩‍👩‍👧".repeat(300), 50).length() % "👩‍👩‍👧".length()).isZero();
    }

    private static String passage(String text, int tokens, String... words) {
        MatchingPassage passage = MatchingPassage.of(text, List.of(words), tokens);
        String shown = text.substring(passage.begin(), passage.end());
        assertThat(TokenEstimate.of(shown)).isLessThanOrEqualTo(tokens);
        return shown;
    }

    @Property
    void a_passage_has_no_more_tokens_than_asked_for(@ForAll String given, @ForAll String word,
            @ForAll @IntRange(min = 1, max = 50) int tokens) {
        String text = given.replaceAll("\\p{Cs}", "");
        MatchingPassage passage = MatchingPassage.of(text, List.of(word), tokens);

        assertThat(passage.begin()).isBetween(0, passage.end());
        assertThat(passage.end()).isBetween(Math.min(1, text.length()), text.length());
        assertThat(TokenEstimate.of(text.substring(passage.begin(), passage.end()))).isLessThanOrEqualTo(tokens);
    }

    @Property
    void a_piece_has_no_more_tokens_than_asked_for_and_no_half_characters(@ForAll String given,
            @ForAll @IntRange(min = 1, max = 50) int tokens) {
        String text = given.replaceAll("\\p{Cs}", "");
        int end = TokenEstimate.end(text, 0, tokens);

        assertThat(end).isBetween(Math.min(1, text.length()), text.length());
        assertThat(TokenEstimate.of(text.substring(0, end))).isLessThanOrEqualTo(Math.max(1, tokens));
        assertThat(end == text.length() || !Character.isLowSurrogate(text.charAt(end))).isTrue();
        int begin = TokenEstimate.beginning(text, text.length(), tokens);
        assertThat(TokenEstimate.of(text.substring(begin))).isLessThanOrEqualTo(tokens);
    }
}
