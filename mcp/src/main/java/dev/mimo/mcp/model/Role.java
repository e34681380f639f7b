package dev.mimo.mcp.model;

/// Who speaks, or for whom something is meant.
public enum Role {
    USER, ASSISTANT
}
