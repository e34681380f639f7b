package dev.mimo.models;

/// What an embedding endpoint wants to see of its callers. Never printed.
///
/// @param value visible ASCII characters; empty for an endpoint that wants none
public record EndpointKey(String value) {
    static final EndpointKey NONE = new EndpointKey("");

    public EndpointKey {
        if (value.length() > 4096 || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("a key has at most 4096 visible ASCII characters and no spaces");
        }
    }

    /// The text without the key, should it be in it.
    String hiddenIn(String text) {
        return value.isEmpty() ? text : text.replace(value, "[hidden]");
    }

    @Override
    public String toString() {
        return "EndpointKey[hidden]";
    }
}
