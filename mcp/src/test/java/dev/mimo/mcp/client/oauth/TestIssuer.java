package dev.mimo.mcp.client.oauth;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.client.oauth.TestServer.Reply;
import dev.mimo.mcp.client.oauth.TestServer.Seen;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A real authorization server, as far as a client can tell: it consents at once, and checks PKCE, redirect and
/// resource when the code comes back.
final class TestIssuer implements AutoCloseable {
    final TestServer http = new TestServer();
    final String prefix;
    final String issuer;
    final ObjectNode metadata;
    /// What the answer to a registration has besides the client id.
    final ObjectNode registered = Json.object().put("client_secret", "registered-secret");
    /// What redirects carry as `iss`; the issuer when absent, nothing when empty.
    @Nullable
    String iss;
    /// The error that the authorization endpoint sends the user back with.
    @Nullable
    String loginError;
    boolean refreshTokens;
    boolean rotates;
    @Nullable
    String clientId = "client-" + Integer.toHexString(System.identityHashCode(this));
    final Set<String> accepted = ConcurrentHashMap.newKeySet();
    final Set<String> refreshable = ConcurrentHashMap.newKeySet();
    final List<Set<String>> asked = new ArrayList<>();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();
    TestServer.@Nullable Route token;

    TestIssuer() {
        this("", "/.well-known/oauth-authorization-server");
    }

    TestIssuer(String prefix, String metadataPath) {
        this.prefix = prefix;
        issuer = http.origin() + prefix;
        metadata = Json.object().put("issuer", issuer).put("authorization_endpoint", issuer + "/authorize")
                .put("token_endpoint", issuer + "/token").put("registration_endpoint", issuer + "/register")
                .put("authorization_response_iss_parameter_supported", true);
        methods("none");
        metadata.putArray("code_challenge_methods_supported").add("S256");
        http.on(metadataPath, _ -> Reply.json(200, metadata));
        http.on(prefix + "/authorize", this::authorize);
        http.on(prefix + "/token", request -> token == null ? token(request) : token.answer(request));
        http.on(prefix + "/register", this::register);
    }

    void methods(String... names) {
        var array = metadata.putArray("token_endpoint_auth_methods_supported");
        for (String name : names) {
            array.add(name);
        }
    }

    void scopes(String... names) {
        var array = metadata.putArray("scopes_supported");
        for (String name : names) {
            array.add(name);
        }
    }

    List<Seen> authorizations() {
        return http.seen(prefix + "/authorize");
    }

    List<Seen> tokenRequests() {
        return http.seen(prefix + "/token");
    }

    List<ObjectNode> registrations() {
        return http.seen(prefix + "/register").stream()
                .map(request -> Json.parseObject(request.body(), JsonLimits.defaults())).toList();
    }

    private Reply authorize(Seen request) {
        Map<String, String> query = request.query();
        String code = "code-" + issued.incrementAndGet();
        codes.put(code, query);
        synchronized (asked) {
            asked.add(new HashSet<>(List.of(query.getOrDefault("scope", "").split(" ", -1))));
        }
        String from = Objects.requireNonNullElse(iss, issuer);
        return Reply.found(query.get("redirect_uri")
                + (loginError == null ? "?code=" + code : "?error=" + loginError + "&error_description=s3cret")
                + "&state=" + encoded(Objects.requireNonNullElse(query.get("state"), ""))
                + (from.isEmpty() ? "" : "&iss=" + encoded(from)));
    }

    private Reply token(Seen request) throws Exception {
        Map<String, String> form = request.form();
        String grant = form.getOrDefault("grant_type", "");
        if (grant.equals("refresh_token")) {
            String refresh = form.getOrDefault("refresh_token", "");
            boolean known = rotates ? refreshable.remove(refresh) : refreshable.contains(refresh);
            return known ? issue(null) : refused("invalid_grant");
        }
        if (!grant.equals("authorization_code")) {
            return issue(form.get("scope"));
        }
        Map<String, String> login = codes.remove(form.getOrDefault("code", ""));
        if (login == null || !Objects.equals(login.get("redirect_uri"), form.get("redirect_uri"))
                || !Objects.equals(login.get("resource"), form.get("resource"))
                || !Objects.equals(login.get("code_challenge"), challenge(form.getOrDefault("code_verifier", "")))) {
            return refused("invalid_grant");
        }
        return issue(login.get("scope"));
    }

    Reply refused(String error) {
        return Reply.json(400, Json.object().put("error", error).put("error_description", "s3cret in prose"));
    }

    Reply issue(@Nullable String scope) {
        return Reply.json(200, issued("Bearer", scope));
    }

    ObjectNode issued(String type, @Nullable String scope) {
        String access = "access-" + issued.incrementAndGet() + "-s3cret";
        accepted.add(access);
        ObjectNode answer = Json.object().put("access_token", access).put("token_type", type).put("expires_in", 3600);
        if (scope != null) {
            answer.put("scope", scope);
        }
        if (refreshTokens) {
            String refresh = "refresh-" + issued.incrementAndGet() + "-s3cret";
            refreshable.add(refresh);
            answer.put("refresh_token", refresh);
        }
        return answer;
    }

    private Reply register(Seen request) {
        return Reply.json(201, Json.object().put("client_id", clientId).setAll(registered));
    }

    static String challenge(String verifier) throws Exception {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(
                MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
