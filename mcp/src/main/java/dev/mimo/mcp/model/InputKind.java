package dev.mimo.mcp.model;

/// The kinds of questions, each a capability that a client declares or does not.
public enum InputKind {
    FORM, VISIT, SAMPLE, SAMPLE_WITH_TOOLS, ROOTS;

    /// For people.
    public String word() {
        return switch (this) {
            case FORM -> "elicitation";
            case VISIT -> "elicitation by address";
            case SAMPLE -> "sampling";
            case SAMPLE_WITH_TOOLS -> "sampling with tools";
            case ROOTS -> "roots";
        };
    }
}
