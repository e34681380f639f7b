package dev.mimo.property;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Makes a failing try simpler: leaves out numbers that it was made of, and makes the others smaller, as long as it
/// still fails.
final class ChoiceShrinker {
    private static final int TRIES_MAX = 2000;
    private static final Duration TIME_MAX = Duration.ofSeconds(10);
    private static final int[] CHUNKS = {32, 8, 4, 3, 2, 1};

    /// What runs a try.
    @FunctionalInterface
    interface TriedChoices {
        /// The numbers that were used, or null when it did not fail in the same manner.
        long @Nullable [] failing(long[] choices);
    }

    private final TriedChoices tried;
    private final long end = System.nanoTime() + TIME_MAX.toNanos();
    private long[] best;
    private int tries;

    private ChoiceShrinker(long[] failing, TriedChoices tried) {
        this.best = failing;
        this.tried = tried;
    }

    static long[] shrink(long[] failing, TriedChoices tried) {
        ChoiceShrinker shrinker = new ChoiceShrinker(failing, tried);
        boolean better = true;
        while (better && shrinker.mayTry()) {
            better = shrinker.leaveOut();
            better |= shrinker.lessen();
        }
        return shrinker.best;
    }

    private boolean leaveOut() {
        boolean better = false;
        for (int chunk : CHUNKS) {
            for (int at = best.length - chunk; at >= 0 && mayTry(); at = Math.min(at - 1, best.length - chunk)) {
                long[] shorter = Arrays.copyOf(best, best.length - chunk);
                System.arraycopy(best, at + chunk, shorter, at, best.length - at - chunk);
                better |= isBetter(shorter);
            }
        }
        return better;
    }

    private boolean lessen() {
        boolean better = false;
        for (int at = 0; at < best.length && mayTry(); at++) {
            // the largest that did not fail, so that what is looked for lies above
            long passes = -1;
            while (at < best.length && Long.compareUnsigned(passes + 1, best[at]) < 0 && mayTry()) {
                long between = passes == -1 ? 0 : passes + Long.divideUnsigned(best[at] - passes, 2);
                long[] smaller = best.clone();
                smaller[at] = between;
                if (isBetter(smaller)) {
                    better = true;
                } else {
                    passes = between;
                }
            }
        }
        return better;
    }

    private boolean mayTry() {
        return tries < TRIES_MAX && System.nanoTime() < end;
    }

    private boolean isBetter(long[] candidate) {
        tries++;
        long[] used = tried.failing(candidate);
        if (used == null || !isSimpler(used)) {
            return false;
        }
        best = used;
        return true;
    }

    /// Shorter, or as long and smaller at the first place where they differ: so that there is an end to it.
    private boolean isSimpler(long[] used) {
        if (used.length != best.length) {
            return used.length < best.length;
        }
        int differs = Arrays.mismatch(used, best);
        return differs >= 0 && Long.compareUnsigned(used[differs], best[differs]) < 0;
    }
}
