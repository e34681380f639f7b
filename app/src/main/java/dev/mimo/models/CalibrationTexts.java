package dev.mimo.models;

import dev.mimo.models.EmbeddingModel.Token;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// A few fixed sentences of everyday life, by which a model's habits are measured.
final class CalibrationTexts {
    private CalibrationTexts() {}

    /// The mean of the unit vectors of all their tokens.
    static float[] commonPart(Function<String, List<Token>> tokens, int dimension) {
        double[] sum = new double[dimension];
        int count = 0;
        for (String text : all()) {
            for (Token token : tokens.apply(text)) {
                for (int i = 0; i < dimension; i++) {
                    sum[i] += token.vector()[i];
                }
                count++;
            }
        }
        float[] mean = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            mean[i] = (float) (sum[i] / count);
        }
        return mean;
    }

    /// All of them, in order.
    static List<String> all() {
        InputStream file = Objects.requireNonNull(CalibrationTexts.class.getResourceAsStream("/models/everyday.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
