package dev.mimo;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A setting that is a list of records, in JSON: `[{"name": "local", "kind": "ollama"}]`. What may be left out is
/// `@Nullable` in the record; what is not known is refused.
final class RecordListValue {
    private RecordListValue() {}

    /// @throws IllegalArgumentException with a message that completes "The setting 'x' …"
    static <R extends Record> List<Object> parse(Class<R> type, String text) {
        List<Object> items = new ArrayList<>();
        for (JsonNode item : tree(text)) {
            if (!(item instanceof ObjectNode object)) {
                throw new IllegalArgumentException("must be a list of objects such as " + example(type));
            }
            items.add(record(type, object, items.size()));
        }
        return List.copyOf(items);
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode list = Json.parseObject("{\"list\":" + text + "}", JsonLimits.defaults()).path("list");
            if (list.isArray()) {
                return list;
            }
        } catch (MalformedJsonException e) {
            // says where and not what stands there, which may be a secret
            throw new IllegalArgumentException("must be a list of objects, and is not valid JSON", e);
        }
        throw new IllegalArgumentException("must be a list of objects");
    }

    private static Object record(Class<? extends Record> type, ObjectNode object, int index) {
        Map<String, RecordComponent> known = new LinkedHashMap<>();
        for (RecordComponent component : components(type)) {
            known.put(snake(component.getName()), component);
        }
        object.properties().forEach(field -> {
            if (!known.containsKey(field.getKey())) {
                throw new IllegalArgumentException("has '" + field.getKey() + "' in entry " + (index + 1)
                        + ", where there are only " + String.join(", ", known.keySet()));
            }
        });
        List<@Nullable Object> values = new ArrayList<>();
        known.forEach((name, component) -> values.add(value(name, component, object.path(name), index)));
        try {
            Class<?>[] types = known.values().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException why) {
                throw new IllegalArgumentException("is refused in entry " + (index + 1) + ": " + why.getMessage(), why);
            }
            throw new IllegalStateException("cannot make a " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    private static @Nullable Object value(String name, RecordComponent component, JsonNode said, int index) {
        if (said.isMissingNode() || said.isNull()) {
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                return null;
            }
            throw new IllegalArgumentException("has no '" + name + "' in entry " + (index + 1));
        }
        if (said.isContainer()) {
            throw new IllegalArgumentException("has no plain value for '" + name + "' in entry " + (index + 1));
        }
        try {
            return SettingValue.parse(component.getGenericType(), said.asString(""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has in entry " + (index + 1) + " a '" + name + "' that "
                    + e.getMessage(), e);
        }
    }

    private static String example(Class<?> type) {
        return "{" + String.join(", ", components(type).stream()
                .map(component -> "\"" + snake(component.getName()) + "\": …").toList()) + "}";
    }

    private static List<RecordComponent> components(Class<?> record) {
        return List.of(Objects.requireNonNull(record.getRecordComponents()));
    }

    private static String snake(String camel) {
        return SettingsLoader.snake(camel);
    }
}
