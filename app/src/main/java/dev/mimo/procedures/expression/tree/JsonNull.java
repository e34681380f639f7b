package dev.mimo.procedures.expression.tree;

/// The value `null` of JSON, which is something: an absent value is Java's `null` here.
public enum JsonNull {
    NULL;

    @Override
    public String toString() {
        return "null";
    }
}
