package dev.mimo.models;

import java.net.URI;
import java.time.Duration;

/// An embedding model behind HTTP, instead of one in this process.
///
/// @param url where texts are posted to, empty for none: it ends with `/embeddings` (as OpenAI's) or `/api/embed` (as
///     Ollama's)
/// @param timeout for one attempt to embed passages
/// @param queryTimeout for a question, which somebody waits for, and for the first try of the endpoint
/// @param batchMax most passages in one request
public record EndpointSettings(String url, Key key, Duration timeout, Duration queryTimeout, int batchMax) {
    private static final int BATCH_MAX = 1_000;

    public static EndpointSettings defaults() {
        return new EndpointSettings("", Key.NONE, Duration.ofSeconds(30), Duration.ofSeconds(2), 32);
    }

    public EndpointSettings {
        if (!url.isEmpty()) {
            EndpointClient.Protocol _ = EndpointClient.Protocol.of(address(url));
        }
        if (!timeout.isPositive() || !queryTimeout.isPositive() || batchMax < 1 || batchMax > BATCH_MAX) {
            throw new IllegalArgumentException("embedding.endpoint: timeouts are positive, batch_max is 1 to "
                    + BATCH_MAX);
        }
    }

    boolean isUsed() {
        return !url.isEmpty();
    }

    URI address() {
        return address(url);
    }

    private static URI address(String url) {
        URI address = URI.create(url);
        String scheme = String.valueOf(address.getScheme());
        if (address.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))
                || address.getUserInfo() != null) {
            throw new IllegalArgumentException("embedding.endpoint.url is an http or https URL without a user in it");
        }
        return address;
    }

    /// What an embedding endpoint wants to see of its callers. Never printed.
    ///
    /// @param value visible ASCII characters; empty for an endpoint that wants none
    public record Key(String value) {
        static final Key NONE = new Key("");

        public Key {
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
            return "Key[hidden]";
        }
    }
}
