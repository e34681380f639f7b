package dev.mimo.property;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The numbers that one try's values are made of. They are drawn and kept, or kept ones are given again: a failing try
/// is made simpler by giving fewer and smaller numbers, whatever is made of them. Where those that are given have been
/// used up, zeros follow, so that 0 always has to mean the simplest.
public final class Choices {
    /// The longest that anything gets of which nothing else is said.
    static final int USUAL_SIZE = 255;

    private static final int SMALL = 16;

    private final @Nullable SplittableRandom random;
    private long[] kept;
    private int used;

    private Choices(@Nullable SplittableRandom random, long[] kept) {
        this.random = random;
        this.kept = kept;
    }

    static Choices drawn(long seed) {
        return new Choices(new SplittableRandom(seed), new long[16]);
    }

    static Choices given(long[] kept) {
        return new Choices(null, kept);
    }

    /// What has been used.
    long[] used() {
        return Arrays.copyOf(kept, used);
    }

    /// A number from 0 to the bound, which is unsigned and belongs to it. Often one of the ends or a small one, since
    /// that is where mistakes are.
    public long upTo(long bound) {
        if (random == null) {
            long next = used < kept.length ? kept[used] : 0;
            return keep(Long.compareUnsigned(next, bound) > 0 ? bound : next);
        }
        return keep(switch (random.nextInt(16)) {
            case 0 -> 0;
            case 1 -> bound;
            case 2 -> uniform(random, Long.compareUnsigned(bound, SMALL) < 0 ? bound : SMALL);
            // as many small as large ones, where there are very many
            case 3, 4, 5, 6 ->
                uniform(random, bound >>> random.nextInt(64 - Math.min(63, Long.numberOfLeadingZeros(bound))));
            default -> uniform(random, bound);
        });
    }

    /// One of so many, each as likely as any other.
    public int index(int count) {
        if (random == null) {
            return (int) upTo(count - 1L);
        }
        return (int) keep(random.nextInt(count));
    }

    /// A length that is aimed at. It is not kept: what tells the end of a list is [#more(boolean)].
    int length(int min, int max) {
        if (random == null || min == max) {
            return min;
        }
        return switch (random.nextInt(16)) {
            case 0 -> min;
            case 1 -> max;
            case 2, 3, 4, 5, 6 -> random.nextInt(min, Math.min(max, min + SMALL) + 1);
            default -> random.nextInt(min, max + 1);
        };
    }

    /// Whether one more element follows: as wished where numbers are drawn, as it was where they are given.
    boolean more(boolean wished) {
        return (random == null ? upTo(1) : keep(wished ? 1 : 0)) == 1;
    }

    private static long uniform(SplittableRandom random, long bound) {
        if (bound == 0) {
            return 0;
        }
        int unusedBits = Long.numberOfLeadingZeros(bound);
        long drawn;
        do {
            drawn = random.nextLong() >>> unusedBits;
        } while (Long.compareUnsigned(drawn, bound) > 0);
        return drawn;
    }

    private long keep(long choice) {
        if (used == kept.length) {
            kept = Arrays.copyOf(kept, Math.max(16, 2 * used));
        }
        kept[used++] = choice;
        return choice;
    }
}
