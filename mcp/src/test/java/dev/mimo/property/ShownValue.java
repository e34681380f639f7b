package dev.mimo.property;

import org.assertj.core.presentation.StandardRepresentation;
import org.jspecify.annotations.Nullable;

/// A value as text that can be seen, and put into a test.
final class ShownValue {
    private ShownValue() {}

    static String of(@Nullable Object value) {
        StringBuilder shown = new StringBuilder();
        new StandardRepresentation().toStringOf(value).chars().forEach(unit -> {
            if (Character.isISOControl(unit) || (unit > '~' && !Character.isLetter(unit))) {
                shown.append(String.format("\\u%04x", unit));
            } else {
                shown.append((char) unit);
            }
        });
        return shown.toString();
    }
}
