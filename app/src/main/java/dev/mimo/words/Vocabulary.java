package dev.mimo.words;

import org.jspecify.annotations.Nullable;

/// The postings of every term, found by hash: open addressing, as the hashes are well spread already.
final class Vocabulary {
    private @Nullable Postings[] slots = new Postings[64];
    private int size;

    @Nullable
    Postings find(int hash) {
        return slots[slot(slots, hash)];
    }

    Postings findOrAdd(int hash) {
        Postings found = find(hash);
        if (found != null) {
            return found;
        }
        if (++size * 3 > slots.length * 2) {
            grow();
        }
        Postings added = new Postings(hash);
        slots[slot(slots, hash)] = added;
        return added;
    }

    private void grow() {
        @Nullable
        Postings[] larger = new Postings[slots.length * 2];
        for (Postings postings : slots) {
            if (postings != null) {
                larger[slot(larger, postings.hash())] = postings;
            }
        }
        slots = larger;
    }

    /// Where the term is, or else belongs.
    private static int slot(@Nullable Postings[] slots, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (Postings there = slots[slot]; there != null && there.hash() != hash; there = slots[slot]) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    int size() {
        return size;
    }

    long bytes() {
        return 4L * slots.length + (long) size * Postings.FIXED_BYTES;
    }
}
