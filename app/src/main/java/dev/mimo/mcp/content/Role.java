package dev.mimo.mcp.content;

/// Who speaks, or for whom something is meant.
public enum Role {
    USER, ASSISTANT
}
