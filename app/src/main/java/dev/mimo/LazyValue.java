package dev.mimo;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is made when it is first asked for, and then kept. What cannot be made is tried again.
final class LazyValue<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private volatile @Nullable T made;

    LazyValue(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T value = made;
        return value == null ? make() : value;
    }

    private synchronized T make() {
        T value = made;
        if (value == null) {
            value = maker.get();
            made = value;
        }
        return value;
    }
}
