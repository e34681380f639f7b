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

        int begin = MatchingPassage.begin(text, List.of("tea", "priya", "preference"), 60);
        String passage = text.substring(begin, TokenEstimate.end(text, begin, 60));

        assertThat(passage).contains("happened that day. Priya prefers her tea green.");
    }

    @Test
    void text_without_spaces_has_passages_too() {
        String text = "天".repeat(5_000) + "茶" + "天".repeat(5_000);

        int begin = MatchingPassage.begin(text, List.of("茶"), 100);

        assertThat(text.substring(begin, TokenEstimate.end(text, begin, 100))).contains("茶").hasSizeLessThan(134);
    }

    @Test
    void without_a_word_to_go_by_the_passage_is_the_beginning() {
        assertThat(MatchingPassage.begin(FILLER, List.of(), 10)).isZero();
        assertThat(MatchingPassage.begin(FILLER, List.of("zebra"), 10)).isZero();
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
