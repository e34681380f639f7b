package dev.mimo.vector;

import java.util.Arrays;

/// The best `k` owners offered, each by its best score; equal scores go by the smaller owner, so that the answer
/// does not depend on the order of offers. Keeps room for fewer than `2k + 64`, however many are offered: when that
/// is full, it is sorted and cut, which is cheaper for each offer than a heap that must find an owner's earlier one.
final class TopOwners {
    private static final int SPARE = 64;

    private final int k;
    /// The score above, the owner below: the greater is the better.
    private final long[] keys;
    private int size;
    /// What a key must surpass to matter, known once there are `k` owners.
    private long floor = Long.MIN_VALUE;

    TopOwners(int k) {
        this.k = k;
        keys = new long[Math.addExact(k, Math.max(k, SPARE))];
    }

    /// A score below it cannot matter; at or above it, ask [#admits].
    float floor() {
        return floor == Long.MIN_VALUE ? Float.NEGATIVE_INFINITY : score(floor);
    }

    boolean admits(int owner, float score) {
        return key(owner, score) > floor;
    }

    void offer(int owner, float score) {
        offer(key(owner, score));
    }

    void offerAll(TopOwners others) {
        for (int i = 0; i < others.size; i++) {
            offer(others.keys[i]);
        }
    }

    /// What is on top, best first.
    FlatIndex.Hits hits() {
        cut();
        int[] owners = new int[size];
        float[] scores = new float[size];
        for (int i = 0; i < size; i++) {
            owners[i] = owner(keys[i]);
            scores[i] = score(keys[i]);
        }
        return new FlatIndex.Hits(owners, scores);
    }

    private void offer(long key) {
        if (key > floor) {
            keys[size++] = key;
            if (size == keys.length) {
                cut();
            }
        }
    }

    private void cut() {
        keepBestOfEachOwner();
        Arrays.sort(keys, 0, size);
        for (int low = 0, high = size - 1; low < high; low++, high--) {
            long worse = keys[low];
            keys[low] = keys[high];
            keys[high] = worse;
        }
        size = Math.min(size, k);
        if (size == k) {
            floor = keys[k - 1];
        }
    }

    private void keepBestOfEachOwner() {
        for (int i = 0; i < size; i++) {
            keys[i] = Long.rotateLeft(keys[i], 32);
        }
        // With the owner above, sorting brings an owner's keys together.
        Arrays.sort(keys, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            long key = Long.rotateLeft(keys[i], 32);
            if (kept > 0 && owner(keys[kept - 1]) == owner(key)) {
                keys[kept - 1] = Math.max(keys[kept - 1], key);
            } else {
                keys[kept++] = key;
            }
        }
        size = kept;
    }

    private static long key(int owner, float score) {
        int bits = Float.floatToIntBits(score);
        int ordered = bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
        return ((long) ordered << 32) | (~owner & 0xFFFF_FFFFL);
    }

    private static int owner(long key) {
        return ~(int) key;
    }

    private static float score(long key) {
        int ordered = (int) (key >> 32);
        return Float.intBitsToFloat(ordered >= 0 ? ordered : ordered ^ Integer.MAX_VALUE);
    }
}
