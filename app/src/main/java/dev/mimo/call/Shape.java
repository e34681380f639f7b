package dev.mimo.call;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// How the values of one kind lie in JSON: reads what its schema accepts and nothing else, writes, and describes itself
/// as JSON Schema 2020-12. Made by `ValueShapes` and `RecordShape`; safe for many threads.
public interface Shape<T> {
    /// The value; absent exactly when a problem was noted.
    ///
    /// @param value not JSON's `null`
    @Nullable
    T read(JsonNode value, ReadContext at);

    JsonNode write(T value);

    /// A schema of its own, fit to be added to.
    ObjectNode schema(SchemaWriter writer);

    /// What a text from an address means as JSON: itself, unless it is to be something else and can be. What cannot be
    /// is left as it is, for `read` to say why.
    default JsonNode ofText(String text) {
        return StringNode.valueOf(text);
    }

    /// The same in JSON, and another type here. Both ways succeed for whatever this shape reads.
    default <U> Shape<U> as(Function<T, U> from, Function<U, T> to) {
        return new ValueShape<>((value, at) -> {
            T read = read(value, at);
            return read == null ? null : from.apply(read);
        }, value -> write(to.apply(value)), this::schema, this::ofText);
    }
}
