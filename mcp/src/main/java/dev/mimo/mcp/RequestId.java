package dev.mimo.mcp;

/// What ties an answer to its request: text or a whole number, never null.
public sealed interface RequestId {
    record Text(String value) implements RequestId {}

    record Whole(long value) implements RequestId {}
}
