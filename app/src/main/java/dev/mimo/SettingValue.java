package dev.mimo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The forms in which a setting can be written, strictly: what is not of the form is refused, never guessed at.
final class SettingValue {
    private static final Pattern DURATION = Pattern.compile("\\d{1,9}(ms|s|m|h|d)");

    /// Not a switch over patterns, which is linked at run time: settings are read before a server listens.
    private static final Map<Type, Function<String, Object>> PLAIN = Map.ofEntries(
            Map.entry(boolean.class, SettingValue::bool), Map.entry(Boolean.class, SettingValue::bool),
            Map.entry(int.class, SettingValue::integer), Map.entry(Integer.class, SettingValue::integer),
            Map.entry(long.class, SettingValue::whole), Map.entry(Long.class, SettingValue::whole),
            Map.entry(double.class, SettingValue::decimal), Map.entry(Double.class, SettingValue::decimal),
            Map.entry(float.class, text -> (float) decimal(text)),
            Map.entry(Float.class, text -> (float) decimal(text)),
            Map.entry(Path.class, SettingValue::path), Map.entry(Duration.class, SettingValue::duration));

    private SettingValue() {}

    /// The text as a value of the type.
    ///
    /// @throws IllegalArgumentException with a message that completes "The setting 'x' …"
    static Object parse(Type type, String text) {
        if (type == String.class) {
            return text;
        }
        Function<String, Object> plain = PLAIN.get(type);
        if (plain != null) {
            return plain.apply(text.trim());
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list.getActualTypeArguments()[0] instanceof Class<?> item && item.isRecord() && !isText(item)
                    ? RecordListValue.parse(item.asSubclass(Record.class), text)
                    : list(list, text.trim());
        }
        if (!(type instanceof Class<?> c)) {
            throw new IllegalStateException("no way to read a setting of type " + type);
        }
        if (isText(c)) {
            return wrapped(c, text.trim());
        }
        if (c.isEnum()) {
            return constant(c, text.trim());
        }
        throw new IllegalStateException("no way to read a setting of type " + type);
    }

    /// Whether the type is a record of one text, such as an id or a key: written as that text.
    static boolean isText(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return components != null && components.length == 1 && components[0].getType() == String.class;
    }

    private static Object wrapped(Class<?> type, String text) {
        try {
            return type.getDeclaredConstructor(String.class).newInstance(text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException why) {
                // says what the form is and not what was written, which may be a secret
                throw new IllegalArgumentException("is refused: " + why.getMessage(), why);
            }
            throw new IllegalStateException("cannot make a " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    /// A path, in which a leading `~` stands for the user's home.
    static Path path(String text) {
        return text.equals("~") || text.startsWith("~/") ? Path.of(userHome() + text.substring(1)) : Path.of(text);
    }

    static String userHome() {
        return Objects.requireNonNullElse(System.getProperty("user.home"), ".");
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false, not '" + text + "'");
        };
    }

    private static int integer(String text) {
        long value = whole(text);
        if (value != (int) value) {
            throw new IllegalArgumentException("must fit 32 bits, which '" + text + "' does not");
        }
        return (int) value;
    }

    private static long whole(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number, not '" + text + "'", e);
        }
    }

    private static double decimal(String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number, not '" + text + "'", e);
        }
        throw new IllegalArgumentException("must be a finite number, not '" + text + "'");
    }

    private static Duration duration(String text) {
        if (!DURATION.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a time such as 500ms, 30s, 5m, 2h or 30d, not '" + text + "'");
        }
        String unit = text.replaceFirst("\\d+", "");
        long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static Object constant(Class<?> type, String text) {
        List<Object> constants = List.of(Objects.requireNonNull(type.getEnumConstants()));
        for (Object constant : constants) {
            if (spelling(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("must be one of "
                + String.join(", ", constants.stream().map(SettingValue::spelling).toList())
                + ", not '" + text + "'");
    }

    private static String spelling(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT);
    }

    private static List<Object> list(ParameterizedType type, String text) {
        return Arrays.stream(text.split("[,\n]"))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .map(item -> parse(type.getActualTypeArguments()[0], item))
                .toList();
    }
}
