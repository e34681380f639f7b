package dev.mimo.words;

import org.jspecify.annotations.Nullable;

/// The postings of every term, found by hash: open addressing, as the hashes are well spread already.
final class TermDictionary {
    private @Nullable PostingList[] slots = new PostingList[64];
    private int size;

    @Nullable
    PostingList find(int hash) {
        return slots[slot(slots, hash)];
    }

    PostingList findOrAdd(int hash) {
        PostingList found = find(hash);
        if (found != null) {
            return found;
        }
        if (++size * 3 > slots.length * 2) {
            grow();
        }
        PostingList added = new PostingList(hash);
        slots[slot(slots, hash)] = added;
        return added;
    }

    private void grow() {
        @Nullable
        PostingList[] larger = new PostingList[slots.length * 2];
        for (PostingList postings : slots) {
            if (postings != null) {
                larger[slot(larger, postings.hash())] = postings;
            }
        }
        slots = larger;
    }

    /// Where the term is, or else belongs.
    private static int slot(@Nullable PostingList[] slots, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (PostingList there = slots[slot]; there != null && there.hash() != hash; there = slots[slot]) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    long bytes() {
        return 4L * slots.length + (long) size * PostingList.FIXED_BYTES;
    }
}
