package dev.mimo.call;

import org.jspecify.annotations.Nullable;

/// The values that were read for a record's fields.
public final class FieldValues {
    private final @Nullable Object[] values;

    FieldValues(@Nullable Object[] values) {
        this.values = values;
    }

    public <V extends @Nullable Object> V get(Field<V> field) {
        return field.in(values);
    }
}
