package dev.mimo.mcp.client;

import dev.mimo.mcp.HeaderKeyword;
import dev.mimo.mcp.client.transport.McpClientException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The arguments of a tool that HTTP repeats in headers: those whose schema has `x-mcp-header`.
///
/// @param headers by where the argument is, from outside in: the header's own part of its name
record MirroredArguments(Map<List<String>, String> headers) {
    private static final long WHOLE_MAX = (1L << 53) - 1;
    /// Keywords whose value is a schema, a list of them, or names with one each.
    private static final Set<String> ONE = Set.of("items", "additionalItems", "additionalProperties", "not", "if",
            "then", "else", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema");
    private static final Set<String> MANY = Set.of("allOf", "anyOf", "oneOf", "prefixItems", "items");
    private static final Set<String> NAMED = Set.of("$defs", "definitions", "patternProperties", "dependentSchemas");

    public static final MirroredArguments NONE = new MirroredArguments(Map.of());

    public MirroredArguments {
        headers = Map.copyOf(headers);
    }

    /// @throws McpClientException when an annotation is one that the protocol does not allow; such a tool is not used
    public static MirroredArguments of(ObjectNode inputSchema) {
        Walk walk = new Walk();
        walk.schema(inputSchema, List.of());
        return walk.found.isEmpty() ? NONE : new MirroredArguments(walk.found);
    }

    /// The headers of one call, as plain text, by their own part of their name.
    public Map<String, String> values(ObjectNode arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        headers.forEach((path, header) -> {
            JsonNode at = arguments;
            for (String name : path) {
                at = at.path(name);
            }
            String text = text(at);
            if (text != null) {
                values.put(header, text);
            }
        });
        return values;
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        if (value.isBoolean()) {
            return Boolean.toString(value.booleanValue());
        }
        boolean whole = value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong()
                && Math.abs(value.longValue()) <= WHOLE_MAX;
        return whole ? Long.toString(value.longValue()) : null;
    }

    /// Looks at every schema inside one. For one thread.
    private static final class Walk {
        private final Map<List<String>, String> found = new LinkedHashMap<>();
        private final Set<String> names = new TreeSet<>();

        /// @param path of properties to here; absent when there is another way than properties
        private void schema(JsonNode schema, @Nullable List<String> path) {
            if (!schema.isObject()) {
                return;
            }
            if (schema.has(HeaderKeyword.KEYWORD)) {
                annotated(schema, path);
            }
            schema.properties().forEach(keyword -> inside(keyword.getKey(), keyword.getValue(), path));
        }

        private void inside(String keyword, JsonNode value, @Nullable List<String> path) {
            if (keyword.equals("properties")) {
                value.properties().forEach(property -> schema(property.getValue(),
                        path == null ? null : Stream.concat(path.stream(), Stream.of(property.getKey())).toList()));
            } else if (NAMED.contains(keyword)) {
                value.properties().forEach(named -> schema(named.getValue(), null));
            } else if (MANY.contains(keyword) && value.isArray()) {
                value.forEach(each -> schema(each, null));
            } else if (ONE.contains(keyword)) {
                schema(value, null);
            }
        }

        private void annotated(JsonNode schema, @Nullable List<String> path) {
            JsonNode name = schema.path(HeaderKeyword.KEYWORD);
            if (!HeaderKeyword.isName(name)) {
                throw unusable("is not the name of a header");
            }
            if (path == null) {
                throw unusable("is on something that is not always in the same place");
            }
            if (!HeaderKeyword.isBindable(schema)) {
                throw unusable("is on something else than a string, an integer or a boolean");
            }
            if (!names.add(name.stringValue().toLowerCase(Locale.ROOT))) {
                throw unusable("names the same header twice");
            }
            found.put(path, name.stringValue());
        }

        private static McpClientException unusable(String why) {
            return McpClientException.broken("Its '" + HeaderKeyword.KEYWORD + "' " + why + ".");
        }
    }
}
