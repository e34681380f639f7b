package dev.mimo.bench.kit;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// How good one ranked answer is, and how sure a mean of many is.
public final class RankingMeasures {
    private static final int RESAMPLES = 2_000;

    private RankingMeasures() {}

    /// The share of what was wanted that is among the first `k`.
    public static double recall(List<String> ranked, Set<String> wanted, int k) {
        long found = ranked.stream().limit(k).distinct().filter(wanted::contains).count();
        return (double) found / wanted.size();
    }

    /// Normalised discounted cumulative gain with binary relevance (Järvelin and Kekäläinen 2002).
    public static double ndcg(List<String> ranked, Set<String> wanted, int k) {
        double gain = 0;
        double ideal = 0;
        for (int rank = 0; rank < k; rank++) {
            double discount = 1 / (Math.log(rank + 2.0) / Math.log(2));
            if (rank < ranked.size() && wanted.contains(ranked.get(rank))) {
                gain += discount;
            }
            if (rank < wanted.size()) {
                ideal += discount;
            }
        }
        return gain / ideal;
    }

    /// A mean and the bounds of its 95 % percentile bootstrap interval.
    public record Estimate(double mean, double low, double high) {
        @Override
        public String toString() {
            return "%.1f %% [%.1f, %.1f]".formatted(100 * mean, 100 * low, 100 * high);
        }
    }

    public static Estimate estimate(double[] values) {
        Random random = new Random(42);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        return new Estimate(mean(values), means[(int) (0.025 * RESAMPLES)], means[(int) (0.975 * RESAMPLES)]);
    }

    /// Of an even number of values, the mean of the two in the middle.
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    public static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
