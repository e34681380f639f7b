package dev.mimo.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a text turned out to be.
public sealed interface JsonReading {
    /// JSON.
    ///
    /// @param fault why it is declined, if it is; the tree then lacks what was at fault, or has it made harmless
    record Tree(JsonNode root, @Nullable JsonFault fault) implements JsonReading {}

    /// No JSON, more than one value, too long, or not UTF-8.
    record Broken(JsonFault fault) implements JsonReading {}
}
