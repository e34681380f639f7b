package dev.mimo.terms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stretch of a longer list.
///
/// @param next where the following page begins; absent on the last one
public record Page<T>(List<T> items, @Nullable Cursor next) {
    public Page {
        items = List.copyOf(items);
    }
}
