package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.picture.DatePicture;
import dev.mimo.procedures.expression.picture.DateReading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The functions about times. What they take for now is given.
final class TimeFunctions {
    private TimeFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("now", "<s?s?:s>", (given, calls) -> DatePicture.format(calls.millis(), text(given, 0),
                text(given, 1)));
        table.add("millis", "<:n>", (_, calls) -> calls.millis());
        table.add("fromMillis", "<n-s?s?:s>", (given, _) -> given.getFirst() instanceof Number millis
                ? DatePicture.format(millis.longValue(), text(given, 1), text(given, 2))
                : null);
        table.add("toMillis", "<s-s?:n>", (given, calls) -> given.getFirst() instanceof String time
                ? DateReading.parse(time, text(given, 1), calls.millis())
                : null);
    }

    private static @Nullable String text(List<@Nullable Object> given, int place) {
        return given.size() > place && given.get(place) instanceof String text ? text : null;
    }
}
