package dev.mimo.property;

import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Draws values of one kind. What is put together from several is a lambda:
/// `choices -> new Point(number.draw(choices), number.draw(choices))`.
@FunctionalInterface
public interface Arbitrary<T extends @Nullable Object> {
    /// How many values in a row a filter may leave out.
    int MISSES_MAX = 1000;

    T draw(Choices choices);

    default <U extends @Nullable Object> Arbitrary<U> map(Function<? super T, ? extends U> change) {
        return choices -> change.apply(draw(choices));
    }

    default <U extends @Nullable Object> Arbitrary<U> flatMap(Function<? super T, Arbitrary<U>> next) {
        return choices -> next.apply(draw(choices)).draw(choices);
    }

    /// Draws again until one fits; a try in which none does is left out.
    default Arbitrary<T> filter(Predicate<? super T> fits) {
        return choices -> {
            for (int i = 0; i < MISSES_MAX; i++) {
                T value = draw(choices);
                if (fits.test(value)) {
                    return value;
                }
            }
            throw new NothingFitsException();
        };
    }

    default ListArbitrary<T> list() {
        return new ListArbitrary<>(this, 0, Choices.USUAL_SIZE);
    }
}
