package dev.mimo.procedures.expression;

import java.util.ArrayList;
import java.util.Collection;

/// An array, or a sequence: what a path yields, which stands for its only item when it has one.
final class ValueList extends ArrayList<Object> {
    private static final long serialVersionUID = 1;

    boolean sequence;
    boolean keepSingleton;
    /// Whether it is an item in its own right, that no path flattens.
    boolean cons;
    /// Whether it only wraps an array that was the input.
    boolean outerWrapper;
    /// Whether its items are `TupleItem`s.
    boolean tuples;

    ValueList() {}

    ValueList(Collection<?> items) {
        super(items);
    }

    static ValueList of(Object item) {
        ValueList list = new ValueList();
        list.add(item);
        return list;
    }

    static ValueList sequence() {
        ValueList list = new ValueList();
        list.sequence = true;
        return list;
    }

    static ValueList sequence(Object item) {
        ValueList list = sequence();
        list.add(item);
        return list;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
