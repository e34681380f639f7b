package dev.mimo.tools;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A schema of arguments as every dialect of function calling takes it: what one of them refuses is said in the
/// sentence instead. `docs/mcp.md` has the table.
final class FunctionSchema {
    private FunctionSchema() {}

    /// The same schema without what some model or client refuses; the given one stays as it is.
    static ObjectNode of(ObjectNode schema) {
        ObjectNode taken = schema.deepCopy();
        strip(taken);
        return taken;
    }

    private static void strip(ObjectNode node) {
        node.remove("minProperties");
        JsonNode absent = node.remove("default");
        if (absent != null && absent.isValueNode()) {
            node.put("description", node.path("description").asString("") + " Default: " + absent.asString() + ".");
        }
        node.path("properties").forEach(property -> strip((ObjectNode) property));
        if (node.get("items") instanceof ObjectNode items) {
            strip(items);
        }
    }
}
