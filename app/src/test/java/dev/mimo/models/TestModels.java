package dev.mimo.models;

import java.nio.file.Path;

/// The real model, opened once for all tests that only ask it.
final class TestModels {
    static final Path DIST = Path.of(String.valueOf(System.getProperty("mimo.dist")));

    private TestModels() {}

    static ModelSpec spec() {
        try {
            return ModelSpec.find("e5-small-v2-q", ModelUse.defaults(), DIST);
        } catch (BrokenModelException e) {
            throw new IllegalStateException(e);
        }
    }

    static OnnxEmbeddingModel model() {
        return Opened.MODEL;
    }

    static WordPieceTokenizer tokenizer() {
        return Opened.TOKENIZER;
    }

    private static final class Opened {
        static final OnnxEmbeddingModel MODEL;
        static final WordPieceTokenizer TOKENIZER;

        static {
            try {
                NativeLibraries.use(DIST);
                MODEL = OnnxEmbeddingModel.open(spec(), DIST);
                TOKENIZER = WordPieceTokenizer.read(spec().tokenizer());
            } catch (BrokenModelException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
