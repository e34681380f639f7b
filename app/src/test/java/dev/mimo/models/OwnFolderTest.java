package dev.mimo.models;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A folder as people have it from Hugging Face, with a model that is small and otherwise real.
class OwnFolderTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String TOKENIZER = """
            {"version": "1.0", "truncation": null, "padding": null,
             "added_tokens": [{"id": 0, "content": "<s>", "single_word": false, "lstrip": false, "rstrip": false,
              "normalized": false, "special": true}],
             "normalizer": {"type": "NFKC"},
             "pre_tokenizer": {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always",
              "split": true},
             "post_processor": {"type": "TemplateProcessing",
              "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
              "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
              "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]}}},
             "decoder": null,
             "model": {"type": "Unigram", "unk_id": 1, "byte_fallback": false, "vocab": [["<s>", 0], ["<unk>", 0],
              ["\u2581tea", -2], ["\u2581Tee", -2], ["\u2581\u8336", -2], ["\u2581dog", -2], ["\u2581Hund", -2],
              ["\u2581", -3]]}}
            """;
    /// Of the tokens above: those that mean the same have the same.
    private static final float[][] TABLE = {{0, 0, 0, 0, 0, 0, 1, 1}, {0, 0, 0, 0, 0, 0, 1, 0},
            {1, 0, 0, 0, 0, 0, 0.1f, 0}, {1, 0, 0, 0, 0, 0, 0.1f, 0}, {1, 0, 0, 0, 0, 0, 0.1f, 0},
            {0, 1, 0, 0, 0, 0, 0.1f, 0}, {0, 1, 0, 0, 0, 0, 0.1f, 0}, {0, 0, 1, 0, 0, 0, 0, 0}};

    @TempDir
    Path folder;

    private EmbeddingSettings settings(ModelUse use) {
        EmbeddingSettings usual = EmbeddingSettings.defaults();
        return new EmbeddingSettings(folder.toString(), use, usual.endpoint(), usual.retryAfter(), 3,
                usual.passageWaitMax(), 0);
    }

    private ModelHost host(ModelUse use) {
        return ModelHost.of(settings(use), TestModels.DIST, InstantSource.system(), new SimpleMeterRegistry());
    }

    private void fill() throws IOException {
        TinyModel.write(folder.resolve("onnx/model.onnx"), TABLE);
        Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
        Files.writeString(folder.resolve("config.json"), "{\"hidden_size\": 8}");
    }

    @Test
    void it_embeds_in_any_language_and_leaves_no_files() throws IOException {
        fill();
        Path caches = Path.of(String.valueOf(System.getProperty("user.home")));
        Set<Path> before = hidden(caches);
        try (ModelHost host = host(ModelUse.defaults())) {
            assertThat(host.dimension()).as("before it is loaded").isEqualTo(8);
            EmbeddingModel model = host.await(LONG);

            assertThat(model.query("tea").vector()).containsExactly(model.passage("\u8336").vector())
                    .containsExactly(model.passage("Tee").vector());
            assertThat(model.query("dog").vector()).isNotEqualTo(model.query("tea").vector());
            assertThat(model.passage("Tee Hund").tokens()).extracting(EmbeddingModel.Token::text)
                    .containsExactly("Tee", "Hund");
            assertThat(model.passages("Tee ".repeat(1000)).size()).isGreaterThan(3);
            assertThat(model.cosines()).isNotEqualTo(CosineRange.USUAL);
        }
        assertThat(hidden(caches)).isEqualTo(before);
    }

    @Test
    void the_library_s_tokenizer_gives_the_bundled_model_s_texts_the_same_vectors() throws IOException {
        Files.copy(TestModels.spec().weights(), folder.resolve("model.onnx"));
        // the same rules, written otherwise than our own tokenizer knows them
        String rules = Files.readString(TestModels.spec().tokenizer());
        JsonNode normalizer = JsonMapper.shared().readTree(rules).path("normalizer");
        ObjectNode other = (ObjectNode) JsonMapper.shared().readTree(rules);
        other.putObject("normalizer").put("type", "Sequence").putArray("normalizers").add(normalizer);
        Files.writeString(folder.resolve("tokenizer.json"), other.toString());
        try (ModelHost host = host(new ModelUse("query: ", "passage: ", ModelUse.Pooling.AUTO))) {
            EmbeddingModel model = host.await(LONG);
            for (String text : List.of("What did Ana say in May?", "Gr\u00f6\u00dfe 42, na\u00efve caf\u00e9s")) {
                assertThat(model.query(text).vector()).containsExactly(TestModels.model().query(text).vector());
                assertThat(model.passage(text).tokens()).extracting(EmbeddingModel.Token::continues)
                        .containsExactlyElementsOf(TestModels.model().passage(text).tokens().stream()
                                .map(EmbeddingModel.Token::continues).toList());
            }
        }
    }

    private static Set<Path> hidden(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return new HashSet<>(files.filter(file -> String.valueOf(file.getFileName()).startsWith(".djl")).toList());
        }
    }

    @Test
    void how_it_is_used_is_read_from_the_files_that_such_folders_have_and_settings_outweigh_them() throws Exception {
        fill();
        Files.createDirectories(folder.resolve("1_Pooling"));
        Files.writeString(folder.resolve("1_Pooling/config.json"), """
                  {"word_embedding_dimension": 8, "pooling_mode_cls_token": true,
                "pooling_mode_mean_tokens": false}""");
        Files.writeString(folder.resolve("config_sentence_transformers.json"), """
                {"prompts": {"query": "search_query: ", "document": "search_document: "}}""");
        Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 8000}");

        ModelSpec read = ModelSpec.find(folder.toString(), ModelUse.defaults(), TestModels.DIST);
        assertThat(read).extracting(ModelSpec::queryPrefix, ModelSpec::passagePrefix, ModelSpec::pooling,
                ModelSpec::dimension, ModelSpec::tokensMax)
                .containsExactly("search_query: ", "search_document: ", PoolingMode.CLS, 8, 8000);

        Files.writeString(folder.resolve("mimo-model.json"), "{\"query_prefix\": \"q: \", \"pooling\": \"mean\"}");
        ModelSpec own = ModelSpec.find(folder.toString(), ModelUse.defaults(), TestModels.DIST);
        assertThat(own).extracting(ModelSpec::queryPrefix, ModelSpec::passagePrefix, ModelSpec::pooling)
                .containsExactly("q: ", "search_document: ", PoolingMode.MEAN);

        ModelSpec said = ModelSpec.find(folder.toString(), new ModelUse("", "p: ", ModelUse.Pooling.CLS),
                TestModels.DIST);
        assertThat(said).extracting(ModelSpec::queryPrefix, ModelSpec::passagePrefix, ModelSpec::pooling)
                .containsExactly("", "p: ", PoolingMode.CLS);
        assertThat(List.of(read.id(), own.id(), said.id())).as("other use, other vectors").doesNotHaveDuplicates();
    }

    @Test
    void a_model_of_another_range_of_cosines_is_measured_and_the_bundled_one_is_not() {
        assertThat(TestModels.model().cosines()).isEqualTo(CosineRange.USUAL);
        CosineRange measured = CosineRange.measured(texts -> texts.stream().map(this::query).toList(),
                texts -> texts.stream().map(text -> TestModels.model().passage(text).vector()).toList());

        assertThat(measured.low()).isBetween(0.67, 0.73);
        assertThat(measured.high()).isBetween(0.87, 0.92);
    }

    private float[] query(String text) {
        return TestModels.model().query(text).vector();
    }
}
