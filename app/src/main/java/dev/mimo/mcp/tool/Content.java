package dev.mimo.mcp.tool;

/// A piece of a tool's result that a model reads.
public sealed interface Content {
    record Text(String text) implements Content {}
}
