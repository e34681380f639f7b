package dev.mimo.facts.reason.graph;

/// Where the list of a predicate's statements from a term, or to it, begins: open addressing from pairs of numbers to
/// one. Pairs whose list is empty are left out when it grows.
final class AdjacencyHeads {
    static final int EMPTY = -1;

    private static final int FIRST_CAPACITY = 16;

    private long[] keys = new long[FIRST_CAPACITY];
    /// Two more than a head; 0 is free, 1 an empty list.
    private int[] heads = new int[FIRST_CAPACITY];
    private int used;

    int get(int predicate, int term) {
        int head = heads[slot(key(predicate, term))];
        return head == 0 ? EMPTY : head - 2;
    }

    void put(int predicate, int term, int head) {
        long key = key(predicate, term);
        int slot = slot(key);
        if (heads[slot] == 0) {
            keys[slot] = key;
            used++;
        }
        heads[slot] = head + 2;
        if (2 * used > heads.length) {
            grow();
        }
    }

    private int slot(long key) {
        int mask = heads.length - 1;
        long mixed = (key ^ (key >>> 32)) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (heads[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldHeads = heads;
        keys = new long[2 * oldKeys.length];
        heads = new int[keys.length];
        used = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldHeads[i] > 1) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                heads[slot] = oldHeads[i];
                used++;
            }
        }
    }

    private static long key(int predicate, int term) {
        return (long) predicate << 32 | term;
    }
}
