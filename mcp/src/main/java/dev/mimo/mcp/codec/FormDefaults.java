package dev.mimo.mcp.codec;

import tools.jackson.databind.node.ObjectNode;

/// The defaults of a form, for the fields that its user left out.
final class FormDefaults {
    private FormDefaults() {}

    /// The content with the schema's defaults where it says nothing; the given trees stay as they are.
    static ObjectNode filled(ObjectNode requestedSchema, ObjectNode content) {
        ObjectNode filled = content.deepCopy();
        requestedSchema.path("properties").properties().forEach(property -> {
            if (!filled.has(property.getKey()) && property.getValue().hasNonNull("default")) {
                filled.set(property.getKey(), property.getValue().get("default"));
            }
        });
        return filled;
    }
}
