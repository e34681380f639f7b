package dev.mimo.mcp.call;

/// The kinds of questions, each a capability that a client declares or does not.
public enum AskKind {
    FORM, VISIT, SAMPLE, SAMPLE_WITH_TOOLS, ROOTS
}
