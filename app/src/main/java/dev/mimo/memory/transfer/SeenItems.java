package dev.mimo.memory.transfer;

import dev.mimo.file.Sha256;
import dev.mimo.memory.Details;
import dev.mimo.memory.transfer.format.FoundMemory;
import dev.mimo.terms.MemoryId;
import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a file has held so far, for a dry run: the second of two that are the same would not be stored. Kept as hashes;
/// past a million of them, what repeats an item further back counts as new.
final class SeenItems {
    private static final int MAX = 1_000_000;

    private final Set<Long> seen = new HashSet<>();

    /// @return false when one that is the same was added before
    boolean add(FoundMemory memory) {
        List<Long> marks = marks(memory);
        boolean isNew = marks.stream().noneMatch(seen::contains);
        if (isNew && seen.size() < MAX) {
            seen.addAll(marks);
        }
        return isNew;
    }

    private static List<Long> marks(FoundMemory memory) {
        List<Long> marks = new ArrayList<>();
        MemoryId id = memory.id();
        if (id != null) {
            marks.add(mark("id", id.value()));
        }
        String key = memory.key();
        if (key != null) {
            marks.add(mark("key", key));
        }
        Details details = memory.details();
        if (details.session() == null) {
            marks.add(mark("text", Normalizer.normalize(details.content().strip(), Normalizer.Form.NFC)));
        }
        return marks;
    }

    private static long mark(String kind, String text) {
        return ByteBuffer.wrap(Sha256.of(kind + text)).getLong();
    }
}
