package dev.mimo.procedures.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An item of a path together with what was bound on the way to it.
///
/// @param bound by the names of variables and of ancestors
record TupleItem(@Nullable Object item, Map<String, Object> bound) {
    TupleItem(@Nullable Object item) {
        this(item, Map.of());
    }

    Map<String, Object> copy() {
        return new LinkedHashMap<>(bound);
    }
}
