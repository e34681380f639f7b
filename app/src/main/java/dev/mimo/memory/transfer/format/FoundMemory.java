package dev.mimo.memory.transfer.format;

import dev.mimo.memory.Details;
import dev.mimo.memory.transfer.export.WholeMemory;

/// A memory that was found in a file.
public sealed interface FoundMemory {
    /// One that is new to Mimo.
    ///
    /// @param key made of the format and of what names the item in its file, so that the same item is known again
    record Fresh(Details details, String key) implements FoundMemory {}

    /// One that a Mimo exported.
    record Exported(WholeMemory memory) implements FoundMemory {}

    /// What it says now.
    default Details details() {
        return switch (this) {
            case Fresh fresh -> fresh.details();
            case Exported exported -> exported.memory().current().details();
        };
    }
}
