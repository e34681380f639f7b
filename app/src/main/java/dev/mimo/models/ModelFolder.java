package dev.mimo.models;

import dev.mimo.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// A model in a folder of the user's own, as Hugging Face has them: `tokenizer.json`, and `model.onnx` (BERT inputs,
/// one vector per token as output), also under `onnx/`.
///
/// How it is used is read from, each outweighing the next: `mimo-model.json`, which may be `{"query_prefix": "",
/// "passage_prefix": "", "pooling": "mean" or "cls", "dimension": 384, "tokens_max": 512}`; `1_Pooling/config.json`,
/// `config_sentence_transformers.json` (its prompts), `sentence_bert_config.json` and `config.json`.
record ModelFolder(Path folder) {
    private static final int SAMPLES = 256;
    private static final int TOKENS_MAX = 512;
    private static final List<String> WEIGHTS =
            List.of("model.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx", "model_quantized.onnx");

    /// @param wanted what is otherwise than the folder says
    ModelSpec spec(ModelUse wanted) throws BrokenModelException {
        Path tokenizer = folder.resolve("tokenizer.json");
        try {
            Path weights = weights();
            ModelSpec named = named(weights, tokenizer, wanted);
            // exchanged weights are another model, even in the same folder
            String id = folder.toAbsolutePath().normalize().getFileName() + "@" + digest(named);
            return new ModelSpec(id, weights, tokenizer, named.queryPrefix(), named.passagePrefix(), named.pooling(),
                    named.dimension(), named.tokensMax());
        } catch (JacksonException | IllegalArgumentException e) {
            Path own = folder.resolve("mimo-model.json");
            throw new BrokenModelException((Files.exists(own) ? own : "The description of the model in " + folder)
                    + " cannot be used: " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new BrokenModelException("The model's file " + e.getMessage() + " is missing.", e);
        } catch (IOException e) {
            throw new BrokenModelException("The model in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Path weights() {
        return WEIGHTS.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst()
                .orElse(folder.resolve(WEIGHTS.getFirst()));
    }

    private ModelSpec named(Path weights, Path tokenizer, ModelUse wanted) throws IOException {
        Path description = folder.resolve("mimo-model.json");
        Use own = Files.exists(description)
                ? strictJson().readValue(Files.readAllBytes(description), Use.class)
                : new Use(null, null, null, null, null);
        JsonNode pooling = read("1_Pooling/config.json");
        JsonNode prompts = read("config_sentence_transformers.json").path("prompts");
        int hidden = pooling.path("word_embedding_dimension")
                .asInt(read("config.json").path("hidden_size").asInt(ModelSpec.DIMENSION));
        int length = Math.clamp(read("sentence_bert_config.json").path("max_seq_length").asInt(TOKENS_MAX), 32, 8192);
        PoolingMode usual = pooling.path("pooling_mode_cls_token").asBoolean(false)
                ? PoolingMode.CLS
                : PoolingMode.MEAN;
        return new ModelSpec("", weights, tokenizer,
                wanted.queryPrefixOr(orElse(own.queryPrefix, prompts.path("query").asString(""))),
                wanted.passagePrefixOr(orElse(own.passagePrefix,
                        prompts.path("passage").asString(prompts.path("document").asString("")))),
                wanted.poolingOr(own.pooling == null ? usual : pooling(own.pooling)),
                own.dimension == null ? hidden : own.dimension,
                own.tokensMax == null ? length : own.tokensMax);
    }

    /// What the folder's file says; nothing where there is none.
    private JsonNode read(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.isRegularFile(path)
                ? JsonMapper.shared().readTree(Files.readAllBytes(path))
                : JsonMapper.shared().createObjectNode();
    }

    /// Made when a folder is read, and not at every start.
    private static JsonMapper strictJson() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    private static PoolingMode pooling(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "mean" -> PoolingMode.MEAN;
            case "cls" -> PoolingMode.CLS;
            default -> throw new IllegalArgumentException("pooling is mean or cls, not " + name);
        };
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    /// Tells weights and use apart without reading all of the weights, as this runs while Mimo starts.
    private static String digest(ModelSpec named) throws IOException {
        MessageDigest digest = Sha256.digest();
        digest.update(String.join("\n", named.queryPrefix(), named.passagePrefix(), named.pooling().name(),
                Integer.toString(named.tokensMax())).getBytes(StandardCharsets.UTF_8));
        sample(named.weights(), digest);
        sample(named.tokenizer(), digest);
        return HexFormat.of().formatHex(digest.digest(), 0, 4);
    }

    private static void sample(Path file, MessageDigest digest) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
            ByteBuffer block = ByteBuffer.allocate(4096);
            for (long i = 0; i < SAMPLES; i++) {
                channel.read(block.clear(), size * i / SAMPLES);
                digest.update(block.flip());
            }
        }
    }

    /// What `mimo-model.json` may say.
    private record Use(@Nullable String queryPrefix, @Nullable String passagePrefix, @Nullable String pooling,
            @Nullable Integer dimension, @Nullable Integer tokensMax) {}
}
