package dev.mimo.models;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// What is needed to open a model and to use it the way it was trained: a bundled one, or one in a folder of the user's
/// own (see `ModelFolder`).
///
/// @param id names weights and use together; see `EmbeddingModel.id`
/// @param dimension of its vectors
/// @param tokensMax most tokens in one pass, special ones and the prefix included, 32..8192
record ModelSpec(String id, Path weights, Path tokenizer, String queryPrefix, String passagePrefix,
        PoolingMode pooling, int dimension, int tokensMax) {
    private static final String E5 = "e5-small-v2-q";
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
    /// @param use of a folder's model, where it shall be otherwise than the folder says
    /// @param dist where the bundled models are laid out, under `models/`
    static ModelSpec find(String model, ModelUse use, Path dist) throws BrokenModelException {
        if (model.equals(E5)) {
            Path home = dist.resolve("models").resolve(E5);
            return new ModelSpec(E5 + "@1", home.resolve(E5 + ".onnx"), home.resolve(E5 + "-tokenizer.json"),
                    "query: ", "passage: ", PoolingMode.MEAN, DIMENSION, 512);
        }
        try {
            Path folder = Path.of(model);
            if (Files.isDirectory(folder)) {
                return new ModelFolder(folder).spec(use);
            }
        } catch (InvalidPathException _) {
            // said below: neither a name nor a folder
        }
        throw new BrokenModelException("'" + model + "' is neither a bundled model (" + E5 + ") nor a folder.");
    }

    boolean isBundled() {
        return id.equals(E5 + "@1");
    }

    /// Refuses when a file is not there, before any library says so in its own words.
    void requirePresent() throws BrokenModelException {
        for (Path file : List.of(weights, tokenizer)) {
            if (!Files.isRegularFile(file)) {
                throw new BrokenModelException("The model's file " + file + " is missing.");
            }
        }
    }
}
