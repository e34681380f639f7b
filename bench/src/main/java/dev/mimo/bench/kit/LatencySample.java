package dev.mimo.bench.kit;

import java.util.Arrays;
import java.util.Locale;

/// How long each of many calls took.
///
/// @param sorted nanoseconds, shortest first, at least one
public record LatencySample(long[] sorted) {
    public LatencySample {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no call was measured");
        }
        sorted = sorted.clone();
        Arrays.sort(sorted);
    }

    /// The nearest rank: the shortest time that this share of the calls did not exceed.
    ///
    /// @param share more than 0, at most 1
    /// @return milliseconds
    public double percentile(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)] / 1e6;
    }

    public double median() {
        return percentile(0.5);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.2f ms, p95 %.2f ms, p99 %.2f ms (%d calls)", percentile(0.5),
                percentile(0.95), percentile(0.99), sorted.length);
    }
}
