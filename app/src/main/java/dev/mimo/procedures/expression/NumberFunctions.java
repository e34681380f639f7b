package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.picture.IntegerPicture;
import dev.mimo.procedures.expression.picture.NumberPicture;
import dev.mimo.procedures.expression.tree.ExpressionException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// The functions about numbers.
final class NumberFunctions {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");
    private static final Pattern OTHER_BASE = Pattern.compile("0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)");

    private NumberFunctions() {}

    static void addTo(FunctionTable table) {
        overAll(table, "sum", DoubleStream::sum);
        overAll(table, "max", numbers -> numbers.max().orElse(Double.NaN));
        overAll(table, "min", numbers -> numbers.min().orElse(Double.NaN));
        overAll(table, "average", numbers -> numbers.average().orElse(Double.NaN));
        of(table, "floor", Math::floor);
        of(table, "ceil", Math::ceil);
        of(table, "abs", Math::abs);
        of(table, "sqrt", number -> {
            if (number < 0) {
                throw new ExpressionException("D3060", "A negative number has no square root");
            }
            return Math.sqrt(number);
        });
        table.add("number", "<(nsb)-:n>", (given, _) -> number(given.getFirst()));
        table.add("round", "<n-n?:n>", (given, _) -> round(given));
        table.add("power", "<n-n:n>", (given, _) -> power(given));
        table.add("formatBase", "<n-n?:s>", (given, _) -> base(given));
        table.add("formatNumber", "<n-so?:s>", (given, _) -> given.getFirst() instanceof Number number
                && given.get(1) instanceof String picture
                        ? NumberPicture.of(picture, given.size() > 2 ? given.get(2) : null).format(number.doubleValue())
                        : null);
        table.add("formatInteger", "<n-s:s>", (given, _) -> given.getFirst() instanceof Number number
                && given.get(1) instanceof String picture
                        ? IntegerPicture.of(picture).format(BigDecimal.valueOf(Math.floor(number.doubleValue()))
                                .toBigInteger())
                        : null);
        table.add("parseInteger", "<s-s:n>", (given, _) -> given.getFirst() instanceof String text
                && given.get(1) instanceof String picture
                        ? Values.number(IntegerPicture.of(picture).parse(text))
                        : null);
    }

    private static void of(FunctionTable table, String name, DoubleUnaryOperator function) {
        table.add(name, "<n-:n>", (given, _) -> given.getFirst() instanceof Number number
                ? Values.number(function.applyAsDouble(number.doubleValue()))
                : null);
    }

    private static void overAll(FunctionTable table, String name, ToDoubleFunction<DoubleStream> function) {
        table.add(name, "<a<n>:n>", (given, calls) -> {
            if (!(given.getFirst() instanceof List<?> list) || (list.isEmpty() && !name.equals("sum"))) {
                return null;
            }
            calls.charge(list.size());
            return Values.number(function.applyAsDouble(list.stream().mapToDouble(each -> ((Number) each)
                    .doubleValue())));
        });
    }

    private static @Nullable Object number(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number;
            case Boolean yes -> yes ? 1L : 0L;
            case String text when NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text)) ->
                Values.number(Double.parseDouble(text));
            case String text when text.length() < 17 && OTHER_BASE.matcher(text).matches() ->
                Values.number((double) Long.parseLong(text.substring(2), switch (text.charAt(1)) {
                    case 'x', 'X' -> 16;
                    case 'o', 'O' -> 8;
                    default -> 2;
                }));
            default -> throw new ExpressionException("D3030", "A value is no number, and cannot be made one");
        };
    }

    private static @Nullable Object round(List<@Nullable Object> given) {
        if (!(given.getFirst() instanceof Number number)) {
            return null;
        }
        int places = given.size() > 1 && given.get(1) instanceof Number precision
                ? Math.clamp(precision.longValue(), -400, 400)
                : 0;
        return Values.number(new BigDecimal(Values.text(Values.finite(number)))
                .setScale(places, RoundingMode.HALF_EVEN).doubleValue());
    }

    private static @Nullable Object power(List<@Nullable Object> given) {
        if (!(given.getFirst() instanceof Number number) || !(given.get(1) instanceof Number exponent)) {
            return null;
        }
        double value = Math.pow(number.doubleValue(), exponent.doubleValue());
        if (!Double.isFinite(value)) {
            throw new ExpressionException("D3061", "A power is no number that JSON has");
        }
        return Values.number(value);
    }

    private static @Nullable Object base(List<@Nullable Object> given) {
        if (!(given.getFirst() instanceof Number number)) {
            return null;
        }
        double radix = given.size() > 1 && given.get(1) instanceof Number other
                ? Math.rint(other.doubleValue())
                : 10;
        if (radix < 2 || radix > 36) {
            throw new ExpressionException("D3100", "A base is 2 to 36");
        }
        return new BigDecimal(Math.rint(number.doubleValue())).toBigInteger().toString((int) radix);
    }
}
