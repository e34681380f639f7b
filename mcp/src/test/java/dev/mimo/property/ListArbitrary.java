package dev.mimo.property;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws lists of what another draws.
public record ListArbitrary<T extends @Nullable Object>(Arbitrary<T> element, int min, int max)
        implements
            Arbitrary<List<T>> {

    public ListArbitrary<T> ofMinSize(int size) {
        return new ListArbitrary<>(element, size, Math.max(size, max));
    }

    public ListArbitrary<T> ofMaxSize(int size) {
        return new ListArbitrary<>(element, Math.min(min, size), size);
    }

    @Override
    public List<T> draw(Choices choices) {
        int length = choices.length(min, max);
        List<T> drawn = new ArrayList<>();
        while (drawn.size() < min || (drawn.size() < max && choices.more(drawn.size() < length))) {
            drawn.add(element.draw(choices));
        }
        return drawn;
    }
}
