package dev.mimo.mcp.client.oauth.token;

/// What must not be seen: it goes into requests and into the store, and prints as dots wherever else it gets to.
public record Secret(String value) {
    public Secret {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a secret is not empty");
        }
    }

    @Override
    public String toString() {
        return "…";
    }
}
