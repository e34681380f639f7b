package dev.mimo.models;

import dev.mimo.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// What is needed to open a model and to use it the way it was trained.
///
/// Either bundled, or a folder of the user's own with `model.onnx` (BERT inputs, one vector per token as output),
/// `tokenizer.json` (uncased WordPiece) and, where the defaults do not fit, `mimo-model.json`:
/// `{"query_prefix": "", "passage_prefix": "", "pooling": "mean" or "cls", "dimension": 384,
/// "tokens_max": 512}`.
///
/// @param id names weights and use together; see `EmbeddingModel.id`
/// @param dimension of its vectors
/// @param tokensMax most tokens in one pass, special ones and the prefix included, 32..8192
record ModelSpec(String id, Path weights, Path tokenizer, String queryPrefix, String passagePrefix,
        PoolingMode pooling, int dimension, int tokensMax) {
    private static final String E5 = "e5-small-v2-q";
    private static final int SAMPLES = 256;
    static final int DIMENSION = 384;

    ModelSpec {
        if (tokensMax < 32 || tokensMax > 8192) {
            throw new IllegalArgumentException("tokens_max is 32 to 8192, not " + tokensMax);
        }
        if (dimension < 8 || dimension > 8192) {
            throw new IllegalArgumentException("dimension is 8 to 8192, not " + dimension);
        }
    }

    /// The bundled model of that name, or the one in the folder of that path. Cheap: reads little of the weights.
    ///
    /// @param dist where the bundled models are laid out, under `models/`
    static ModelSpec find(String model, Path dist) throws BrokenModelException {
        if (model.equals(E5)) {
            Path home = dist.resolve("models").resolve(E5);
            return new ModelSpec(E5 + "@1", home.resolve(E5 + ".onnx"), home.resolve(E5 + "-tokenizer.json"),
                    "query: ", "passage: ", PoolingMode.MEAN, DIMENSION, 512);
        }
        try {
            Path folder = Path.of(model);
            if (Files.isDirectory(folder)) {
                return ofFolder(folder);
            }
        } catch (InvalidPathException _) {
            // said below: neither a name nor a folder
        }
        throw new BrokenModelException("'" + model + "' is neither a bundled model (" + E5 + ") nor a folder.");
    }

    /// Made when a folder is read, and not at every start.
    private static JsonMapper strictJson() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    private static ModelSpec ofFolder(Path folder) throws BrokenModelException {
        Path weights = folder.resolve("model.onnx");
        Path tokenizer = folder.resolve("tokenizer.json");
        Path description = folder.resolve("mimo-model.json");
        try {
            Use use = Files.exists(description)
                    ? strictJson().readValue(Files.readAllBytes(description), Use.class)
                    : new Use(null, null, null, null, null);
            // exchanged weights are another model, even in the same folder
            String id = folder.toAbsolutePath().normalize().getFileName() + "@" + digest(weights, tokenizer, use);
            return new ModelSpec(id, weights, tokenizer, orElse(use.queryPrefix, ""),
                    orElse(use.passagePrefix, ""), pooling(orElse(use.pooling, "mean")),
                    use.dimension == null ? DIMENSION : use.dimension,
                    use.tokensMax == null ? 512 : use.tokensMax);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BrokenModelException(description + " cannot be used: " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new BrokenModelException("The model's file " + e.getMessage() + " is missing.", e);
        } catch (IOException e) {
            throw new BrokenModelException("The model in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Refuses when a file is not there, before any library says so in its own words.
    void requirePresent() throws BrokenModelException {
        for (Path file : List.of(weights, tokenizer)) {
            if (!Files.isRegularFile(file)) {
                throw new BrokenModelException("The model's file " + file + " is missing.");
            }
        }
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

    /// Tells weights apart without reading all of them, as this runs while Mimo starts.
    private static String digest(Path weights, Path tokenizer, Use use) throws IOException {
        MessageDigest digest = Sha256.digest();
        digest.update(use.toString().getBytes(StandardCharsets.UTF_8));
        sample(weights, digest);
        sample(tokenizer, digest);
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
