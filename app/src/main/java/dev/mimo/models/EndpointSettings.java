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
public record EndpointSettings(String url, EndpointKey key, Duration timeout, Duration queryTimeout, int batchMax) {
    private static final int BATCH_MAX = 1_000;

    public static EndpointSettings defaults() {
        return new EndpointSettings("", EndpointKey.NONE, Duration.ofSeconds(30), Duration.ofSeconds(2), 32);
    }

    public EndpointSettings {
        if (!url.isEmpty()) {
            EmbeddingProtocol _ = EmbeddingProtocol.of(address(url));
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
}
