package dev.mimo.attach;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// HTTP to one running server; every request has the same limit.
final class ServerClient implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

    private final ServerFile server;
    private final Duration limit;
    private final HttpClient http;

    /// @param limit for the connection, at most two seconds of it, and for each answer
    ServerClient(ServerFile server, Duration limit) {
        this.server = server;
        this.limit = limit;
        this.http = HttpClient.newBuilder().connectTimeout(limit.compareTo(CONNECT_MAX) < 0 ? limit : CONNECT_MAX)
                .build();
    }

    /// Without the token: for asking who is there at all.
    ///
    /// @param path with its query, encoded
    HttpRequest.Builder ask(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(limit);
    }

    /// With the token: for a server known to be the one that made it.
    ///
    /// @param path with its query, encoded
    HttpRequest.Builder call(String path) {
        return ask(path).header("Authorization", "Bearer " + server.token());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /// As `send`, for an answer that is read as it comes.
    HttpResponse<InputStream> open(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    @Override
    public void close() {
        http.close();
    }
}
