package dev.mimo.mcp.client.oauth;

import dev.mimo.json.Json;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpAuthorizer.Sending;
import dev.mimo.mcp.client.http.HttpAuthorizer.Verdict;
import dev.mimo.mcp.client.oauth.TestServer.Reply;
import dev.mimo.mcp.client.oauth.TestServer.Seen;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// An MCP server with a lock on its door, and a client's transport that knocks with an authorizer.
final class TestResource implements AutoCloseable {
    private static final int ATTEMPTS_MAX = 6;
    static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    final TestServer http = new TestServer();
    final ObjectNode metadata = Json.object();
    /// The challenge's parameters besides the metadata's address.
    String challenge = "error=\"invalid_token\"";
    /// Where the metadata is; null leaves it out of the challenge.
    @Nullable
    String named;
    Predicate<String> accepts;
    /// Decides about what carries a good token.
    TestServer.Route answer = _ -> Reply.empty(200);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    TestResource(TestIssuer issuer) {
        accepts = issuer.accepted::contains;
        metadata.put("resource", server().toString());
        issuedBy(issuer);
        named = http.origin() + WELL_KNOWN + "/mcp";
        metadataAt(WELL_KNOWN + "/mcp");
        http.on("/mcp", this::mcp);
    }

    URI server() {
        return URI.create(http.origin() + "/mcp");
    }

    void issuedBy(TestIssuer issuer) {
        metadata.putArray("authorization_servers").add(issuer.issuer);
    }

    void metadataAt(String path) {
        http.off(WELL_KNOWN + "/mcp");
        http.on(path, _ -> Reply.json(200, metadata));
    }

    private Reply mcp(Seen request) throws Exception {
        String said = Objects.requireNonNullElse(request.header("Authorization"), "");
        if (!said.startsWith("Bearer ") || !accepts.test(said.substring(7))) {
            return refuse(401, challenge);
        }
        return answer.answer(request);
    }

    Reply refuse(int status, String parameters) {
        String address = named == null ? "" : ", resource_metadata=\"" + named + "\"";
        return new Reply(status, Map.of("WWW-Authenticate", "Bearer " + parameters + address), "");
    }

    /// Sends a request as the client's transport does, as often as the authorizer wants.
    ///
    /// @return the last status
    int call(HttpAuthorizer authorizer, String operation) throws InterruptedException {
        for (int attempt = 1;; attempt++) {
            Sending sending = new Sending("POST", server(), operation, attempt);
            HttpRequest.Builder request = HttpRequest.newBuilder(server()).POST(BodyPublishers.ofString("{}"));
            authorizer.headers(sending).forEach(request::setHeader);
            HttpResponse<Void> got;
            try {
                got = client.send(request.build(), BodyHandlers.discarding());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            if (authorizer.answered(sending, got.statusCode(), got.headers()) == Verdict.PROCEED
                    || attempt == ATTEMPTS_MAX) {
                return got.statusCode();
            }
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        http.close();
    }
}
