package dev.mimo.mcp.client.oauth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A user who consents to everything at once: follows redirects until one leads back, and never goes there.
public final class HeadlessUserAgent implements UserAgent {
    private static final URI REDIRECT = URI.create("http://localhost:3000/callback");
    private static final int HOPS_MAX = 5;

    @Override
    public Visit prepare(@Nullable URI preferred) {
        return new HeadlessVisit(Objects.requireNonNullElse(preferred, REDIRECT));
    }

    private record HeadlessVisit(URI redirect) implements Visit {
        @Override
        public @Nullable URI carry(URI authorization, Duration limit) throws InterruptedException {
            URI at = authorization;
            try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                for (int hop = 0; hop < HOPS_MAX; hop++) {
                    HttpResponse<Void> answer = client.send(HttpRequest.newBuilder(at).timeout(limit).build(),
                            BodyHandlers.discarding());
                    String location = answer.headers().firstValue("Location").orElse(null);
                    if (location == null) {
                        return null;
                    }
                    at = at.resolve(location);
                    if (at.toString().startsWith(redirect.toString())) {
                        return at;
                    }
                }
                return null;
            } catch (IOException _) {
                return null;
            }
        }

        @Override
        public void close() {
            // nothing listens
        }
    }
}
