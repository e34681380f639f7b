package dev.mimo.attach;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// HTTP to one running server. Whoever listens at its address proves to be that server before each request, since the
/// server may have stopped meanwhile, and another program may have taken its port.
final class ServerClient implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
    private static final int PROOF_BYTES_MAX = 4096;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ServerFile server;
    private final Duration proofLimit;
    private final HttpClient http;

    /// @param proofLimit for the connection, at most two seconds of it, and for the server's proof
    ServerClient(ServerFile server, Duration proofLimit) {
        this.server = server;
        this.proofLimit = proofLimit;
        this.http = HttpClient.newBuilder()
                .connectTimeout(proofLimit.compareTo(CONNECT_MAX) < 0 ? proofLimit : CONNECT_MAX).build();
    }

    /// A request with the token, to be sent by `send` or `open`.
    ///
    /// @param path with its query, encoded
    HttpRequest.Builder call(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path))
                .header("Authorization", "Bearer " + server.token());
    }

    /// @throws ServerGoneException when whoever listens is not the server; it has heard nothing then
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        requireProof();
        return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /// As `send`, for an answer that is read as it comes.
    HttpResponse<InputStream> open(HttpRequest.Builder request) throws IOException, InterruptedException {
        requireProof();
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    private void requireProof() throws InterruptedException {
        try {
            if (!isProven()) {
                throw new ServerGoneException(server, "has given way to another program");
            }
        } catch (IOException _) {
            throw new ServerGoneException(server, "stopped answering");
        }
    }

    /// Asks whoever listens for what only a reader of the server's file can answer. It learns nothing by that.
    ///
    /// @throws IOException when nobody answers in time
    boolean isProven() throws IOException, InterruptedException {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String challenge = HexFormat.of().formatHex(random);
        HttpRequest question = HttpRequest.newBuilder(URI.create(server.address() + "/health/live"))
                .header(ServerFile.CHALLENGE_HEADER, challenge).build();
        String answer = inTime(http.sendAsync(question,
                BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), PROOF_BYTES_MAX))).body();
        try {
            String proof = Json.parseObject(answer, JsonLimits.defaults()).path("proof").asString("");
            return MessageDigest.isEqual(proof.getBytes(StandardCharsets.UTF_8),
                    server.proof(challenge).getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException _) {
            return false;
        }
    }

    /// The whole answer: a request's own limit ends with the headers.
    private <T> T inTime(CompletableFuture<T> answer) throws IOException, InterruptedException {
        try {
            return answer.get(proofLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (TimeoutException late) {
            throw new HttpTimeoutException("no proof within " + proofLimit);
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
