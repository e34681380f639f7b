package dev.mimo.mcp.client.oauth;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.client.FakeServer;
import dev.mimo.mcp.client.oauth.TestServer.Reply;
import dev.mimo.mcp.client.oauth.TestServer.Seen;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A whole MCP server with a lock on its door, and the authorization server that has its keys: for tests of other
/// rooms. It repeats the tokens that it is shown where nobody prints them.
public final class LockedServer implements AutoCloseable {
    private final TestIssuer issuer = new TestIssuer();
    private final TestResource resource = new TestResource(issuer);
    private @Nullable String scope;
    private boolean fails;

    public LockedServer() {
        issuer.refreshTokens = true;
        resource.answer = this::answer;
    }

    public URI uri() {
        return resource.server();
    }

    public String issuer() {
        return issuer.issuer;
    }

    /// The queries of those who came to log in.
    public List<Map<String, String>> logins() {
        return issuer.authorizations().stream().map(Seen::query).toList();
    }

    public List<Map<String, String>> tokenRequests() {
        return issuer.tokenRequests().stream().map(Seen::form).toList();
    }

    public int registrations() {
        return issuer.registrations().size();
    }

    /// How the last client showed who it is; absent when it only said so.
    public @Nullable String shown() {
        return issuer.tokenRequests().getLast().header("Authorization");
    }

    /// The paths at which either server was asked.
    public List<String> paths() {
        List<String> paths = new ArrayList<>(resource.http.paths());
        paths.addAll(issuer.http.paths());
        return paths;
    }

    /// All that nobody else may see: tokens, codes, verifiers, secrets.
    public List<String> secrets() {
        List<String> secrets = new ArrayList<>(List.of("s3cret", "registered-secret"));
        tokenRequests().forEach(form -> {
            for (String name : List.of("code", "code_verifier", "refresh_token")) {
                if (form.containsKey(name)) {
                    secrets.add(form.get(name));
                }
            }
        });
        return secrets;
    }

    /// Takes no token that was given so far.
    public void revokeAccess() {
        issuer.accepted.clear();
    }

    public void revokeRefresh() {
        issuer.refreshable.clear();
    }

    /// Lists its tools for those only who have asked for this scope too.
    public void wants(String wanted) {
        scope = wanted;
    }

    /// Sends people back in the name of another issuer.
    public void namesItself(String other) {
        issuer.iss = other;
    }

    public void sendsBackWith(String error) {
        issuer.loginError = error;
    }

    /// The authorization server is gone.
    public void isLeftAlone() {
        issuer.close();
    }

    public void registersNobody() {
        issuer.metadata.remove("registration_endpoint");
    }

    public void readsDocuments() {
        issuer.metadata.put("client_id_metadata_document_supported", true);
    }

    public void wantsSecrets() {
        issuer.methods("client_secret_basic");
    }

    /// Answers every call with an error that quotes the token.
    public void fails() {
        fails = true;
    }

    private Reply answer(Seen request) {
        ObjectNode message = Json.parseObject(request.body(), JsonLimits.defaults());
        String method = message.path("method").asString();
        String token = Objects.requireNonNull(request.header("Authorization")).substring("Bearer ".length());
        if (fails) {
            ObjectNode failed = answer(message);
            failed.putObject("error").put("code", -32603).put("message", "cannot use " + token);
            return Reply.json(200, failed);
        }
        if (method.equals("tools/list") && scope != null && issuer.asked.stream().noneMatch(s -> s.contains(scope))) {
            return resource.refuse(403, "error=\"insufficient_scope\", scope=\"" + scope + "\"");
        }
        JsonNode result = Json.parseObject(method.equals("server/discover")
                ? FakeServer.MODERN
                : "{\"resultType\": \"complete\", \"tools\": [], \"_meta\": {\"you\": \"came with " + token + "\"}}",
                JsonLimits.defaults());
        return Reply.json(200, answer(message).set("result", result));
    }

    private static ObjectNode answer(ObjectNode message) {
        return Json.object().put("jsonrpc", "2.0").set("id", message.required("id"));
    }

    @Override
    public void close() {
        resource.close();
        issuer.close();
    }
}
