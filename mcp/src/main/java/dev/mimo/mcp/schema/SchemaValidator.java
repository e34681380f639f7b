package dev.mimo.mcp.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Checks values against schemas: 2020-12 unless `$schema` names draft 2019-09, 7, 6 or 4. Nothing is ever fetched: a
/// `$ref` reaches only into its own schema. Each schema is compiled once, as long as it is the same tree.
///
/// Safe for many threads.
public final class SchemaValidator {
    private static final Set<String> SAYS_NOTHING = Set.of("type", "$schema", "title", "description");

    private final SchemaSettings settings;
    // the longest unused first; guarded by this
    private final LinkedHashMap<Same, CompiledSchema> compiled = new LinkedHashMap<>(16, 0.75f, true);

    public SchemaValidator(SchemaSettings settings) {
        this.settings = settings;
    }

    /// A tree as itself: to compare large ones for being equal would cost more than to compile them.
    private record Same(JsonNode tree) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Same same && same.tree == tree;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(tree);
        }
    }

    /// What is wrong with the value, a clause each, the path of the place first; empty when all is right.
    ///
    /// @param schema shared and unchanged from now on
    /// @throws UnusableSchemaException when the schema cannot be used
    public List<String> problems(JsonNode schema, JsonNode value) {
        if (isSatisfied(schema, value)) {
            return List.of();
        }
        return compiled(schema).problems(value);
    }

    /// Whether a glance is enough: the schema wants an object and this is one.
    private static boolean isSatisfied(JsonNode schema, JsonNode value) {
        return schema.isObject() && schema.path("type").asString("").equals("object") && value.isObject()
                && SAYS_NOTHING.containsAll(schema.propertyNames());
    }

    private CompiledSchema compiled(JsonNode schema) {
        Same key = new Same(schema);
        synchronized (this) {
            CompiledSchema known = compiled.get(key);
            if (known != null) {
                return known;
            }
        }
        CompiledSchema made = CompiledSchema.of(schema, settings);
        synchronized (this) {
            compiled.put(key, made);
            if (compiled.size() > settings.compiledMax()) {
                compiled.pollFirstEntry();
            }
        }
        return made;
    }
}
