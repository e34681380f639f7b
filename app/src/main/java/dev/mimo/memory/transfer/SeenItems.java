package dev.mimo.memory.transfer;

import dev.mimo.memory.Details;
import dev.mimo.memory.transfer.export.WholeMemory;
import dev.mimo.memory.transfer.format.FoundMemory;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a file has held so far, for a dry run: the second of two that are the same would not be stored. Kept as hashes;
/// past a million of them, what repeats an item further back counts as new.
final class SeenItems {
    private static final int MAX = 1_000_000;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

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
        switch (memory) {
            case FoundMemory.Fresh fresh -> marks.add(mark("key", fresh.key()));
            case FoundMemory.Exported(WholeMemory whole) -> {
                marks.add(mark("id", whole.id().value()));
                if (whole.key() != null) {
                    marks.add(mark("key", whole.key()));
                }
            }
        }
        Details details = memory.details();
        if (details.session() == null) {
            marks.add(mark("text", Normalizer.normalize(details.content().strip(), Normalizer.Form.NFC)));
        }
        return marks;
    }

    private static long mark(String kind, String text) {
        long hash = FNV_OFFSET;
        for (String part : List.of(kind, text)) {
            for (int i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * FNV_PRIME;
            }
        }
        return hash;
    }
}
