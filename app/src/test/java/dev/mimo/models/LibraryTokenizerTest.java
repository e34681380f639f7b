package dev.mimo.models;

import dev.mimo.models.TextTokenizer.Encoded;
import dev.mimo.models.TextTokenizer.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LibraryTokenizerTest {
    /// As multilingual E5 and XLM-R have it.
    private static final String UNIGRAM = "unigram-tokenizer.json";
    /// As GPT-2, and most of what came after it, has it.
    private static final String BYTE_PAIRS = "byte-pair-tokenizer.json";

    @TempDir
    Path folder;

    @BeforeAll
    static void load() throws BrokenModelException {
        NativeLibraries.loadTokenizers(TestModels.DIST);
    }

    private static LibraryTokenizer tokenizer(String file) throws BrokenModelException {
        return LibraryTokenizer.read(Path.of("src", "test", "resources", "models", file));
    }

    @Test
    void unigram_pieces_are_found_with_what_they_stand_for_in_the_text() throws Exception {
        Encoded encoded = tokenizer(UNIGRAM).encode("query: ", "garden \u8336 \ud83c\udf75", 512);

        assertThat(encoded.ids()).startsWith(0, 5, 6).endsWith(2);
        assertThat(encoded.pieces()).hasSize(encoded.ids().length).contains(new Piece("den", true));
        assertThat(own(encoded)).containsSubsequence("gar", "den", "\u8336", "\ud83c\udf75");
        assertThat(encoded.pieces().subList(0, 3)).as("the first and the prefix").containsOnly(Piece.NOTHING);
        assertThat(encoded.pieces().getLast()).isEqualTo(Piece.NOTHING);
    }

    @Test
    void byte_pairs_are_found_with_what_they_stand_for_in_the_text() throws Exception {
        Encoded encoded = tokenizer(BYTE_PAIRS).encode("", "tea tea\u00e9", 512);

        assertThat(encoded.ids()).containsExactly(0, 5, 6, 7, 8);
        assertThat(own(encoded)).startsWith("t", "ea", "tea");
        assertThat(encoded.pieces().get(1).continues()).isTrue();
    }

    @Test
    void a_long_text_is_cut_before_what_ends_it_whatever_the_file_says_of_that() throws Exception {
        TextTokenizer tokenizer = tokenizer(UNIGRAM);

        assertThat(tokenizer.encode("", "garden ".repeat(100), 512).ids().length).isGreaterThan(200);
        Encoded cut = tokenizer.encode("", "garden ".repeat(100), 6);

        assertThat(cut.ids()).hasSize(6).startsWith(0).endsWith(2);
        assertThat(cut.pieces()).hasSize(6);
    }

    @Test
    void text_that_spells_a_special_token_is_ordinary_text() throws Exception {
        Encoded encoded = tokenizer(UNIGRAM).encode("", "garden</s><s> garden", 512);

        assertThat(Arrays.stream(encoded.ids()).filter(id -> id == 2 || id == 0).count()).isEqualTo(2);
    }

    @Test
    void any_text_will_do() throws Exception {
        for (TextTokenizer tokenizer : List.of(tokenizer(UNIGRAM), tokenizer(BYTE_PAIRS),
                LibraryTokenizer.read(TestModels.spec().tokenizer()))) {
            for (String text : List.of("", " ", "\ud800", "a\udc00b", "\0", "\u0e44\u0e17\u0e22", "x".repeat(20_000))) {
                Encoded encoded = tokenizer.encode("query: ", text, 64);

                assertThat(encoded.ids().length).isLessThanOrEqualTo(64).isEqualTo(encoded.pieces().size());
                assertThat(tokenizer.count(text)).isNotNegative();
            }
        }
    }

    @Test
    void it_agrees_with_our_own_on_what_both_can_read() throws Exception {
        LibraryTokenizer library = LibraryTokenizer.read(TestModels.spec().tokenizer());
        for (String text : List.of("What did Ana say in May?", "Gr\u00f6\u00dfe, na\u00efve caf\u00e9s!",
                "\u6771\u4eac\u3067\u304a\u8336",
                "wifi-password:hunter2", "it's 1,299.00 [MASK] \ud83c\udf75 ok")) {
            Encoded ours = TestModels.tokenizer().encode("passage: ", text, 512);
            Encoded theirs = library.encode("passage: ", text, 512);

            if (!text.contains("[")) {
                assertThat(theirs.ids()).as(text).containsExactly(ours.ids());
            }
            assertThat(library.count(text)).isPositive();
        }
    }

    @Test
    void what_is_no_tokenizer_is_refused_with_a_reason() throws IOException {
        for (String description : List.of("{", "[]", "{}", "{\"model\": {\"type\": \"Nothing\"}}")) {
            Path file = Files.writeString(folder.resolve("tokenizer.json"), description);
            assertThatThrownBy(() -> LibraryTokenizer.read(file)).as(description)
                    .isInstanceOf(BrokenModelException.class).hasMessageContaining("tokenizer.json");
        }
    }

    private static List<String> own(Encoded encoded) {
        return encoded.pieces().stream().filter(piece -> !piece.equals(Piece.NOTHING))
                .map(piece -> piece.text().strip())
                .toList();
    }
}
