package dev.mimo.memory.transfer.format;

import dev.mimo.memory.Details;
import dev.mimo.memory.transfer.export.WholeMemory;
import dev.mimo.terms.MemoryId;
import org.jspecify.annotations.Nullable;

/// A memory that was found in a file.
public sealed interface FoundMemory {
    /// One that is new to Mimo.
    ///
    /// @param key made of the format and of what names the item in its file, so that the same item is known again
    record Fresh(Details details, String key) implements FoundMemory {}

    /// One that a Mimo exported.
    record Exported(WholeMemory memory) implements FoundMemory {
        @Override
        public @Nullable String key() {
            return memory.key();
        }

        @Override
        public MemoryId id() {
            return memory.id();
        }
    }

    /// The caller's own name for it, or the one made here; absent when there is none.
    @Nullable
    String key();

    /// Its id, if it has one already.
    default @Nullable MemoryId id() {
        return null;
    }

    /// What it says now.
    default Details details() {
        return switch (this) {
            case Fresh fresh -> fresh.details();
            case Exported exported -> exported.memory().current().details();
        };
    }
}
