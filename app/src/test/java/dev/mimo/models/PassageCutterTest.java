package dev.mimo.models;

import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PassageCutterTest {
    private static final int RESERVED = 4;

    private final WordPieceTokenizer tokenizer = TestModels.tokenizer();
    private final PassageCutter cutter = new PassageCutter(tokenizer::count, 512, RESERVED);

    @Test
    void a_short_text_is_left_as_it_is() {
        assertThat(cutter.cut("  Anna moved to Berlin. ")).containsExactly("  Anna moved to Berlin. ");
        assertThat(cutter.cut("")).containsExactly("");
    }

    @Test
    void a_long_text_is_cut_after_sentences_and_overlaps_by_whole_ones() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append("Sentence number ").append(i).append(" tells of a walk along the river. ");
        }

        List<String> passages = cutter.cut(text.toString());

        assertThat(passages).hasSizeBetween(5, 9)
                .allSatisfy(passage -> assertThat(passage).startsWith("Sentence number ").endsWith("river."));
        for (int i = 1; i < passages.size(); i++) {
            String first = passages.get(i).substring(0, passages.get(i).indexOf('.') + 1);
            assertThat(passages.get(i - 1)).contains(first);
        }
    }

    @Test
    void the_largest_content_without_any_space_stays_within_the_bounds() {
        for (String unit : List.of("a", ",", "中", "한", "😀", "\u0301", "x1")) {
            int count = 100_000 / unit.getBytes(StandardCharsets.UTF_8).length;

            List<String> passages = cutter.cut(unit.repeat(count));

            assertThat(passages).hasSizeBetween(1, PassageCutter.PASSAGES_MAX).allSatisfy(passage -> assertThat(
                    tokenizer.count(passage) + RESERVED).isLessThanOrEqualTo(PassageCutter.WINDOW));
        }
    }

    @Property(tries = 200)
    void each_passage_fits_and_together_they_are_the_whole_text(@ForAll("texts") String text) {
        List<String> passages = cutter.cut(text);

        int covered = 0;
        for (String passage : passages) {
            assertThat(tokenizer.count(passage) + RESERVED).isLessThanOrEqualTo(PassageCutter.WINDOW);
            int at = text.indexOf(passage);
            assertThat(at).isNotNegative();
            if (at > covered) {
                assertThat(text.substring(covered, at)).isBlank();
            }
            covered = Math.max(covered, at + passage.length());
        }
        assertThat(text.substring(covered)).isBlank();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of("river", "Anna", "walk.", "why?", "so!\n", "日本", "。", "naïve",
                "endless", "1,2,3", "😀😀", "https://example.com/a?b=c");
        return words.list().ofMaxSize(900).map(PassageCutterTest::numbered);
    }

    /// With numbers all through, so that every part of the text is found at one place only.
    private static String numbered(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            text.append(i).append(' ').append(words.get(i)).append(' ');
            for (int j = 0; j < 60 && words.get(i).equals("endless"); j++) {
                text.append(i).append('x').append(j).append('y');
            }
        }
        return text.toString();
    }
}
