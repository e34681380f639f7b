package dev.mimo.terms;

import com.github.f4b6a3.ulid.UlidCreator;

/// The identity of a memory across its versions. Opaque to callers; sorts by creation time.
///
/// @param value 1 to 64 characters; ours are ULIDs (26 characters of Crockford base 32)
public record MemoryId(String value) {
    /// What receipts and undo handles call the kind of thing.
    public static final String KIND = "memory";

    public MemoryId {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > 64) {
            throw new IllegalArgumentException("a memory id has 1 to 64 characters");
        }
    }

    /// A fresh id, greater than every id made before by this process.
    public static MemoryId create() {
        return new MemoryId(UlidCreator.getMonotonicUlid().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
