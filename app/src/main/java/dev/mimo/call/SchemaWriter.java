package dev.mimo.call;

import dev.mimo.json.Json;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// In which form shapes describe themselves: as a request or an answer, in one piece or with named parts.
public final class SchemaWriter {
    /// Whose side the schema is for.
    public enum Form {
        /// Of what callers send as JSON: nothing unknown, and `null` for what is left out.
        REQUEST,
        /// Of what a model sends: as a request, but what is left out is left out, as the dialects of models want it.
        ARGUMENTS,
        /// Of what callers put into an address: there is no `null` in it.
        PARAMETER,
        /// Of what is answered: fields may be added later.
        ANSWER
    }

    private final Form form;
    private final @Nullable Map<String, ObjectNode> parts;
    private final String prefix;

    private SchemaWriter(Form form, @Nullable Map<String, ObjectNode> parts, String prefix) {
        this.form = form;
        this.parts = parts;
        this.prefix = prefix;
    }

    /// Every part where it is used.
    public static SchemaWriter inOnePiece(Form form) {
        return new SchemaWriter(form, null, "");
    }

    /// Named records apart, each once.
    ///
    /// @param parts gains what the schemas refer to
    /// @param prefix of a reference: `#/components/schemas/`
    public static SchemaWriter withParts(Form form, Map<String, ObjectNode> parts, String prefix) {
        return new SchemaWriter(form, parts, prefix);
    }

    /// Whether fields that are not named here are refused.
    boolean closed() {
        return form != Form.ANSWER;
    }

    /// Whether `null` may stand for what is left out.
    boolean allowsNull() {
        return form == Form.REQUEST;
    }

    /// Whether models are told, whose dialects know less.
    boolean forModels() {
        return form == Form.ARGUMENTS;
    }

    /// The schema of a named record, or a reference to it.
    public ObjectNode named(String name, Supplier<ObjectNode> schema) {
        if (parts == null) {
            return schema.get();
        }
        if (!parts.containsKey(name)) {
            // there before it is written, so that a record may hold others of its kind
            parts.put(name, Json.object());
            parts.put(name, schema.get());
        }
        return Json.object().put("$ref", prefix + name);
    }

    /// The schema of a field that may be left out of what is read.
    ObjectNode optional(ObjectNode schema) {
        return allowsNull() ? orNull(schema) : schema;
    }

    /// The schema of what may also be `null`.
    static ObjectNode orNull(ObjectNode schema) {
        JsonNode type = schema.get("type");
        if (type == null || !type.isString()) {
            ObjectNode either = Json.object();
            either.putArray("anyOf").add(schema).addObject().put("type", "null");
            return either;
        }
        ObjectNode nullable = schema.deepCopy();
        nullable.putArray("type").add(type.stringValue()).add("null");
        if (schema.get("enum") instanceof ArrayNode constants) {
            nullable.set("enum", constants.deepCopy().addNull());
        }
        return nullable;
    }
}
