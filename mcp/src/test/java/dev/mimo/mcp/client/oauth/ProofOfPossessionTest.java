package dev.mimo.mcp.client.oauth;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mimo.json.Json;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.oauth.TestServer.Reply;
import dev.mimo.mcp.client.oauth.TestServer.Seen;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Tokens bound to a key (RFC 9449), and a resource that checks every proof.
class ProofOfPossessionTest extends OAuthFixture {
    private final Set<String> identities = new HashSet<>();
    private @Nullable String tokenNonce;
    private @Nullable String resourceNonce;

    @BeforeEach
    void theServerWantsProofs() {
        issuer.metadata.putArray("dpop_signing_alg_values_supported").add("ES256");
        issuer.refreshTokens = true;
        issuer.token = this::token;
        resource.http.on("/mcp", this::mcp);
    }

    @Test
    void each_request_carries_a_proof_of_its_own() throws Exception {
        HttpAuthorizer client = client();

        assertThat(call(client)).isEqualTo(200);
        assertThat(call(client)).isEqualTo(200);
        assertThat(identities).as("every proof has its own").hasSize(3);
    }

    @Test
    void nonces_of_both_servers_are_answered() throws Exception {
        tokenNonce = "nonce of the issuer";
        resourceNonce = "nonce of the resource";
        HttpAuthorizer client = client();

        assertThat(call(client)).isEqualTo(200);
        assertThat(issuer.tokenRequests()).hasSize(2);
        assertThat(resource.http.seen("/mcp")).hasSize(3);

        assertThat(call(client)).isEqualTo(200);
        assertThat(resource.http.seen("/mcp")).as("the nonce is remembered").hasSize(4);
    }

    @Test
    void a_nonce_that_changes_each_time_is_given_up() throws Exception {
        HttpAuthorizer client = client();
        call(client);
        resource.http.on("/mcp", _ -> {
            resourceNonce = "n" + resource.http.seen().size();
            return refuse("error=\"use_dpop_nonce\"");
        });

        refusal(client);
        assertThat(resource.http.seen("/mcp").size()).isLessThan(10);
    }

    @Test
    void a_refresh_uses_the_key_that_the_tokens_are_bound_to() throws Exception {
        call(client());
        clock.advance(Duration.ofHours(2));

        assertThat(call(client())).as("from the store").isEqualTo(200);
        assertThat(issuer.tokenRequests()).extracting(request -> request.form().get("grant_type"))
                .containsExactly("authorization_code", "refresh_token");
        assertThat(issuer.tokenRequests().stream().map(request -> thumbprint(proof(request)))).containsOnly(
                thumbprint(proof(issuer.tokenRequests().getFirst())));
    }

    @Test
    void where_both_will_do_an_issuer_that_knows_no_proofs_gives_a_bearer_token() throws Exception {
        issuer.metadata.remove("dpop_signing_alg_values_supported");
        issuer.token = null;
        resource.http.on("/mcp", request -> Objects.requireNonNullElse(request.header("Authorization"), "")
                .startsWith("Bearer access-")
                        ? Reply.empty(200)
                        : new Reply(401, Map.of("WWW-Authenticate", "DPoP algs=\"ES256\", Bearer"), ""));

        assertThat(call(client())).isEqualTo(200);
        assertThat(issuer.tokenRequests().getFirst().header("DPoP")).isNull();
    }

    private Reply token(Seen request) throws Exception {
        JWTClaimsSet claims = checked(request, issuer.issuer + "/token");
        if (!Objects.equals(claims.getStringClaim("nonce"), tokenNonce)) {
            return new Reply(400, Map.of("DPoP-Nonce", Objects.requireNonNull(tokenNonce)),
                    Json.text(Json.object().put("error", "use_dpop_nonce")));
        }
        return Reply.json(200, issuer.issued("DPoP", null));
    }

    private Reply mcp(Seen request) throws Exception {
        String said = Objects.requireNonNullElse(request.header("Authorization"), "");
        if (!said.startsWith("DPoP ") || !issuer.accepted.contains(said.substring(5))) {
            return refuse("algs=\"ES256\"");
        }
        JWTClaimsSet claims = checked(request, resource.server().toString());
        assertThat(claims.getStringClaim("ath")).isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(
                MessageDigest.getInstance("SHA-256").digest(said.substring(5).getBytes(StandardCharsets.US_ASCII))));
        return Objects.equals(claims.getStringClaim("nonce"), resourceNonce)
                ? Reply.empty(200)
                : refuse("error=\"use_dpop_nonce\"");
    }

    private Reply refuse(String parameters) {
        String named = "DPoP " + parameters + ", resource_metadata=\"" + resource.named + "\"";
        return new Reply(401, resourceNonce == null || !parameters.contains("nonce")
                ? Map.of("WWW-Authenticate", named)
                : Map.of("WWW-Authenticate", named, "DPoP-Nonce", resourceNonce), "");
    }

    /// What a server has to check of a proof.
    private JWTClaimsSet checked(Seen request, String target) throws Exception {
        SignedJWT proof = proof(request);
        ECKey key = proof.getHeader().getJWK().toECKey();
        JWTClaimsSet claims = proof.getJWTClaimsSet();
        assertThat(key.isPrivate()).isFalse();
        assertThat(proof.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(proof.getHeader().getType().getType()).isEqualTo("dpop+jwt");
        assertThat(claims.getStringClaim("htm")).isEqualTo("POST");
        assertThat(claims.getStringClaim("htu")).isEqualTo(target);
        assertThat(Duration.between(claims.getIssueTime().toInstant(), clock.instant()))
                .isLessThan(Duration.ofSeconds(5));
        assertThat(identities.add(claims.getJWTID())).as("a proof was sent twice").isTrue();
        return claims;
    }

    private static SignedJWT proof(Seen request) {
        try {
            return SignedJWT.parse(Objects.requireNonNull(request.header("DPoP")));
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static String thumbprint(SignedJWT proof) {
        try {
            return proof.getHeader().getJWK().computeThumbprint().toString();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
