package dev.mimo.terms;

/// Where a page of a list begins. Opaque to callers; holds no right to anything, since the call that takes it
/// names its namespace again.
public record Cursor(String value) {
    @Override
    public String toString() {
        return value;
    }
}
