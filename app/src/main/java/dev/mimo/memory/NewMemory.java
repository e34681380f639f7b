package dev.mimo.memory;

import org.jspecify.annotations.Nullable;

/// A memory that is offered for storing.
///
/// @param key the caller's own, unique in a namespace; a key that is there already makes it `same`
/// @param force store even what looks like text that came out of a recent recall
public record NewMemory(Details details, @Nullable String key, boolean force) {
    public static NewMemory of(Details details) {
        return new NewMemory(details, null, false);
    }
}
