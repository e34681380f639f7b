package dev.mimo.call;

import dev.mimo.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is known of a field without reading or writing it.
///
/// @param sentence what it is, for people and models
/// @param absent what it is when it is left out; absent where that is nothing
public record FieldDescription(String name, String sentence, Presence presence, Shape<?> shape,
        @Nullable JsonNode absent) {
    /// When a field is there.
    public enum Presence {
        /// Always, or it is a problem.
        REQUIRED,
        /// Always in what is written, though it may be `null`.
        NULLABLE,
        /// When there is something.
        OPTIONAL,
        /// When it is not the value that it has when it is left out.
        DEFAULTED,
        /// When the list holds something.
        UNLESS_EMPTY
    }

    /// The same field with another sentence.
    public FieldDescription saying(String other) {
        return new FieldDescription(name, other, presence, shape, absent);
    }

    /// The same field, which may be left out.
    public FieldDescription asOptional() {
        return with(Presence.OPTIONAL, null);
    }

    /// The same field, which may not be left out.
    public FieldDescription asRequired() {
        return with(Presence.REQUIRED, null);
    }

    /// The same field, which has that value when it is left out.
    public FieldDescription defaulting(JsonNode value) {
        return with(Presence.DEFAULTED, value);
    }

    FieldDescription with(Presence other, @Nullable JsonNode value) {
        return new FieldDescription(name, sentence, other, shape, value);
    }

    /// The same field with another shape.
    public FieldDescription shaped(Shape<?> other) {
        return new FieldDescription(name, sentence, presence, other, absent);
    }

    /// The same field under another name.
    public FieldDescription named(String other) {
        return new FieldDescription(other, sentence, presence, shape, absent);
    }

    /// Its schema with its sentence and what it is when it is left out. In a request's schema that is told in words:
    /// from the keyword `default`, some generators of clients conclude that a field is always there.
    public ObjectNode schema(SchemaWriter writer) {
        ObjectNode own = shape.schema(writer);
        ObjectNode schema = switch (presence) {
            case REQUIRED -> own;
            case NULLABLE -> SchemaWriter.orNull(own);
            case OPTIONAL, DEFAULTED, UNLESS_EMPTY -> writer.optional(own);
        };
        if (absent == null || !writer.closed()) {
            return schema.put("description", sentence);
        }
        if (writer.allowsNull()) {
            return schema.put("description", sentence + " Default: `" + Json.text(absent) + "`.");
        }
        schema.put("description", sentence).set("default", absent);
        return schema;
    }

    boolean isRequired(SchemaWriter writer) {
        return presence == Presence.REQUIRED || (presence == Presence.NULLABLE && !writer.closed());
    }
}
