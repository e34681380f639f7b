package dev.mimo.models;

import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WordPieceTokenizerTest {
    private final WordPieceTokenizer tokenizer = TestModels.tokenizer();

    /// The ids were made with the reference implementation: `Tokenizer.from_file` of the Python package `tokenizers`
    /// 0.23.2 on the same tokenizer.json, with `enable_truncation(512)`; one JSON object with `text` and `ids` a line.
    @Test
    void all_golden_texts_have_the_ids_of_the_reference() throws IOException {
        List<String> lines = Files.readAllLines(
                Path.of(String.valueOf(System.getProperty("mimo.root")),
                        "app/src/test/resources/golden/wordpiece-e5-small-v2.jsonl"));
        assertThat(lines).hasSizeGreaterThan(60);
        for (String line : lines) {
            JsonNode golden = JsonMapper.shared().readTree(line);
            List<Integer> ids = new ArrayList<>();
            golden.get("ids").forEach(id -> ids.add(id.asInt()));

            int[] actual = tokenizer.encode(golden.get("text").asString(), 512);

            assertThat(actual).as(golden.get("text").asString()).containsExactly(
                    ids.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    @Test
    void a_special_token_spelled_out_is_ordinary_text() {
        assertThat(tokenizer.encode("[CLS] [SEP] [MASK]", 512)).doesNotContain(103)
                .satisfies(ids -> assertThat(ids).containsOnlyOnce(101).containsOnlyOnce(102));
    }

    @Test
    void a_lone_surrogate_and_a_nul_are_dropped() {
        assertThat(tokenizer.encode("a\ud800b\u0000c \udfff", 512)).isEqualTo(tokenizer.encode("abc", 512));
    }

    @Test
    void the_count_leaves_out_special_tokens_and_has_no_limit() {
        assertThat(tokenizer.count("memory ".repeat(1000))).isEqualTo(1000);
        assertThat(tokenizer.count("")).isZero();
    }

    @Property(tries = 2000)
    void any_text_at_all_is_encoded_within_the_limit(@ForAll("texts") String text,
            @ForAll("limits") int limit) {
        int[] ids = tokenizer.encode(text, limit);

        assertThat(ids).hasSizeBetween(2, limit).startsWith(101).endsWith(102);
        assertThat(ids.length).isEqualTo(Math.min(limit, tokenizer.count(text) + 2));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> anyChars = Arbitraries.strings().ofMaxLength(300);
        Arbitrary<String> surrogates = Arbitraries.strings().withCharRange('\ud700', '\ue010').ofMaxLength(50);
        Arbitrary<String> wordy = Arbitraries.strings().withCharRange(' ', '~').withChars("äéİﬁ中\u0301\u200d")
                .ofMaxLength(300);
        return Arbitraries.oneOf(anyChars, surrogates, wordy);
    }

    @Provide
    Arbitrary<Integer> limits() {
        return Arbitraries.integers(2, 512);
    }

    @Test
    void a_tokenizer_of_another_kind_is_refused_with_a_reason(@TempDir Path folder) throws IOException {
        Map<String, String> files = Map.of(
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {}}}", "not an uncased WordPiece tokenizer",
                "{\"model\": ", "cannot be read as a tokenizer",
                "[]", "not an uncased WordPiece tokenizer",
                "{\"model\": {\"type\": \"WordPiece\", \"continuing_subword_prefix\": \"##\", \"vocab\": {\"a\": 1}},"
                        + "\"normalizer\": {\"type\": \"BertNormalizer\", \"lowercase\": true}}",
                "lacks [CLS]");
        for (var each : files.entrySet()) {
            Path file = Files.writeString(folder.resolve("tokenizer.json"), each.getKey());

            assertThatThrownBy(() -> WordPieceTokenizer.read(file)).isInstanceOf(BrokenModelException.class)
                    .hasMessageContaining(each.getValue());
        }
    }
}
