package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.tree.ExpressionException;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the language says of values of any type. An absent value is Java's `null`.
final class Values {
    private static final double EXACT_MAX = 9_007_199_254_740_992.0;

    private Values() {}

    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean yes -> yes;
            case String text -> !text.isEmpty();
            case Number number -> number.doubleValue() != 0 && !Double.isNaN(number.doubleValue());
            case List<?> list -> list.size() == 1 ? isTrue(list.getFirst()) : list.stream().anyMatch(Values::isTrue);
            case Map<?, ?> map -> !map.isEmpty();
            default -> false;
        };
    }

    static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return (a instanceof Long && b instanceof Long) ? a.equals(b) : a.doubleValue() == b.doubleValue();
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            if (a.size() != b.size()) {
                return false;
            }
            for (int i = 0; i < a.size(); i++) {
                if (!same(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet())
                    && a.entrySet().stream().allMatch(field -> same(field.getValue(), b.get(field.getKey())));
        }
        return Objects.equals(left, right);
    }

    static ValueList list(@Nullable Object value) {
        return switch (value) {
            case null -> new ValueList();
            case ValueList list -> list;
            default -> ValueList.of(value);
        };
    }

    /// Both, one after the other.
    static @Nullable Object append(@Nullable Object first, @Nullable Object second) {
        if (first == null) {
            return second;
        }
        if (second == null) {
            return first;
        }
        boolean wraps = !(first instanceof ValueList);
        ValueList both = new ValueList(list(first));
        both.sequence = wraps;
        both.addAll(list(second));
        return both;
    }

    @SuppressWarnings("unchecked") // maps come from `ValueConversion` and the evaluator, with names as keys
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    static @Nullable Object copy(@Nullable Object value, FunctionCalls calls) {
        calls.charge(1);
        return switch (value) {
            case null -> null;
            case ValueList list -> {
                ValueList made = new ValueList();
                made.sequence = list.sequence;
                list.forEach(each -> made.add(Objects.requireNonNull(copy(each, calls))));
                yield made;
            }
            case Map<?, ?> map -> {
                Map<String, Object> made = new LinkedHashMap<>();
                map.forEach((name, each) -> made.put((String) name, Objects.requireNonNull(copy(each, calls))));
                yield made;
            }
            default -> value;
        };
    }

    static double finite(Number number) {
        double value = number.doubleValue();
        if (Double.isInfinite(value) || Double.isNaN(value)) {
            throw new ExpressionException("D1001", "A number is out of range");
        }
        return value;
    }

    /// A whole number where it is one, so that it is written without a fraction.
    static Number number(double value) {
        return value == Math.rint(value) && Math.abs(value) < EXACT_MAX ? (Number) (long) value : (Number) value;
    }

    /// As ECMAScript writes a number, of at most 15 digits.
    static String text(Number number) {
        if (number instanceof Long) {
            return number.toString();
        }
        double value = number.doubleValue();
        if (Double.isInfinite(value) || Double.isNaN(value)) {
            throw new ExpressionException("D3001", "A number that is not finite has no text");
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal digits = new BigDecimal(value).round(new MathContext(15)).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -6 && exponent < 21) {
            return digits.toPlainString();
        }
        String unscaled = digits.unscaledValue().abs().toString();
        String mantissa = unscaled.charAt(0) + (unscaled.length() > 1 ? "." + unscaled.substring(1) : "");
        return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "" : "+") + exponent;
    }
}
