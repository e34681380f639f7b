package dev.mimo.models;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Within what bounds a model's cosines of questions and texts lie. Models differ: 0.6 is a good match of one, and of
/// another what any two texts have.
///
/// @param low of those that have nothing to do with each other
/// @param high of those that fit well
public record CosineRange(double low, double high) {
    /// As E5 has it. That model gave rise to the rule for others, too.
    public static final CosineRange USUAL = new CosineRange(0.70, 0.90);
    private static final int QUERIES = 4;
    private static final int PASSAGES = 12;
    /// Of what is left to 1 above the cosine of strangers; with this share E5 has its own range.
    private static final double SHARE = 2.0 / 3;
    private static final double LOW_MAX = 0.95;

    /// From a few sentences of everyday life, none of which has to do with another.
    ///
    /// @param queries vectors of questions
    /// @param passages vectors of texts
    static CosineRange measured(Function<List<String>, List<float[]>> queries,
            Function<List<String>, List<float[]>> passages) {
        List<String> texts = CalibrationTexts.all();
        List<float[]> asked = queries.apply(texts.subList(0, QUERIES));
        List<float[]> stored = passages.apply(texts.subList(QUERIES, QUERIES + PASSAGES));
        List<Double> cosines = new ArrayList<>();
        asked.forEach(question -> stored.forEach(text -> cosines.add(cosine(question, text))));
        double mean = cosines.stream().mapToDouble(Double::doubleValue).average().orElse(USUAL.low);
        double low = Math.clamp(mean, 0, LOW_MAX);
        return new CosineRange(low, low + SHARE * (1 - low));
    }

    private static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
