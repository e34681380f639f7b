package dev.mimo;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Settings that differ from others in a few components, so that the records need no methods for tests alone.
public final class TestRecords {
    private TestRecords() {}

    /// @param changes names of components and their values in turn
    @SuppressWarnings("unchecked")
    public static <R extends Record> R with(R record, Object... changes) {
        Map<Object, Object> values = new HashMap<>();
        for (int i = 0; i < changes.length; i += 2) {
            values.put(changes[i], changes[i + 1]);
        }
        RecordComponent[] components = Objects.requireNonNull(record.getClass().getRecordComponents());
        try {
            @Nullable
            Object[] arguments = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                Object changed = values.remove(components[i].getName());
                arguments[i] = changed == null ? components[i].getAccessor().invoke(record) : changed;
            }
            if (!values.isEmpty()) {
                throw new IllegalArgumentException(record.getClass() + " has no " + values.keySet());
            }
            return (R) record.getClass().getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
                    .newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
