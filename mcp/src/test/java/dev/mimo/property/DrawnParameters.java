package dev.mimo.property;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the parameters of a property are drawn from.
final class DrawnParameters {
    private final List<Parameter> parameters;
    private final List<Arbitrary<?>> drawnFrom = new ArrayList<>();

    DrawnParameters(Method property, Object test) {
        parameters = List.of(property.getParameters());
        for (Parameter parameter : parameters) {
            drawnFrom.add(arbitrary(parameter, test));
        }
    }

    @Nullable
    Object[] draw(Choices choices) {
        return drawnFrom.stream().map(each -> each.draw(choices)).toArray();
    }

    /// The values as a reader of a failure needs them, one a line.
    String shown(@Nullable Object[] values) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            shown.append("\n    ").append(parameters.get(i).getName()).append(" = ").append(ShownValue.of(values[i]));
        }
        return shown.toString();
    }

    private static Arbitrary<?> arbitrary(Parameter parameter, Object test) {
        ForAll drawn = parameter.getAnnotation(ForAll.class);
        if (drawn == null) {
            throw new IllegalStateException("the parameter " + parameter + " of a property is not marked @ForAll");
        }
        return drawn.value().isEmpty() ? byType(parameter) : provided(drawn.value(), test);
    }

    private static Arbitrary<?> provided(String name, Object test) {
        Method method = Arrays.stream(test.getClass().getDeclaredMethods())
                .filter(each -> each.getName().equals(name) && each.isAnnotationPresent(Provide.class))
                .findFirst().orElseThrow(() -> new IllegalStateException("no @Provide method " + name));
        method.setAccessible(true);
        try {
            return (Arbitrary<?>) Objects.requireNonNull(method.invoke(test));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the @Provide method " + name + " failed", e);
        }
    }

    private static Arbitrary<?> byType(Parameter parameter) {
        IntRange range = parameter.getAnnotation(IntRange.class);
        Arbitrary<Integer> integers =
                range == null ? Arbitraries.integers() : Arbitraries.integers(range.min(), range.max());
        Class<?> type = parameter.getType();
        return switch (type.getName()) {
            case "int" -> integers;
            case "long" -> Arbitraries.longs();
            case "byte" -> Arbitraries.bytes();
            case "boolean" -> Arbitraries.booleans();
            case "java.lang.String" -> Arbitraries.strings().ofMinLength(min(parameter)).ofMaxLength(max(parameter));
            case "[B" -> sized(Arbitraries.bytes(), parameter).map(DrawnParameters::bytes);
            case "[I" -> sized(integers, parameter).map(list -> list.stream().mapToInt(Integer::intValue).toArray());
            default -> {
                if (!type.isEnum()) {
                    throw new IllegalStateException("@ForAll knows no " + type + "; name a @Provide method");
                }
                yield Arbitraries.of(List.of(Objects.requireNonNull(type.getEnumConstants())));
            }
        };
    }

    private static <T> ListArbitrary<T> sized(Arbitrary<T> element, Parameter parameter) {
        return element.list().ofMinSize(min(parameter)).ofMaxSize(max(parameter));
    }

    private static int min(Parameter parameter) {
        @Nullable
        Size size = parameter.getAnnotation(Size.class);
        return size == null ? 0 : size.min();
    }

    private static int max(Parameter parameter) {
        @Nullable
        Size size = parameter.getAnnotation(Size.class);
        return size == null ? Choices.USUAL_SIZE : size.max();
    }

    private static byte[] bytes(List<Byte> list) {
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = list.get(i);
        }
        return bytes;
    }
}
