package dev.mimo.call;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// A shape as the four things that it does.
record ValueShape<T>(Reader<T> reader, Function<T, JsonNode> writer, Function<SchemaWriter, ObjectNode> describer,
        Function<String, JsonNode> textReader) implements Shape<T> {
    /// `Shape.read`.
    @FunctionalInterface
    interface Reader<T> {
        @Nullable
        T read(JsonNode value, ReadContext at);
    }

    /// Of what is a text in JSON as it is in an address.
    ValueShape(Reader<T> reader, Function<T, JsonNode> writer, Function<SchemaWriter, ObjectNode> describer) {
        this(reader, writer, describer, StringNode::valueOf);
    }

    @Override
    public @Nullable T read(JsonNode value, ReadContext at) {
        return reader.read(value, at);
    }

    @Override
    public JsonNode write(T value) {
        return writer.apply(value);
    }

    @Override
    public ObjectNode schema(SchemaWriter schema) {
        return describer.apply(schema);
    }

    @Override
    public JsonNode ofText(String text) {
        return textReader.apply(text);
    }
}
