package dev.mimo.mcp.client.oauth;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mimo.json.Json;
import dev.mimo.mcp.client.oauth.TestServer.Reply;
import dev.mimo.mcp.client.oauth.TestServer.Seen;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Tokens without a user.
class ProgramTest extends OAuthFixture {
    private static final String ID_JAG = "urn:ietf:params:oauth:token-type:id-jag";
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private ECKey key = key();
    private String pem = "";

    @BeforeEach
    void programsDoNotLogIn() throws Exception {
        issuer.metadata.remove("authorization_endpoint");
        issuer.metadata.remove("registration_endpoint");
        issuer.metadata.remove("code_challenge_methods_supported");
        pem = "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.toPrivateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    void a_program_shows_its_secret() throws Exception {
        issuer.methods("client_secret_basic");
        resource.metadata.putArray("scopes_supported").add("mcp:basic");

        assertThat(call(client(new Grant.ClientSecret("robot", new Secret("shh"))))).isEqualTo(200);
        Seen token = issuer.tokenRequests().getFirst();
        assertThat(token.header("Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("robot:shh".getBytes(StandardCharsets.UTF_8)));
        assertThat(token.form()).containsEntry("grant_type", "client_credentials")
                .containsEntry("resource", resource.server().toString()).containsEntry("scope", "mcp:basic");
    }

    @Test
    void a_program_signs_with_its_key_for_the_issuer() throws Exception {
        issuer.methods("private_key_jwt");

        assertThat(call(client(new Grant.ClientKey("robot", SigningKey.ofPem(pem, "ES256"))))).isEqualTo(200);
        Map<String, String> form = issuer.tokenRequests().getFirst().form();
        assertThat(form).containsEntry("grant_type", "client_credentials").doesNotContainKey("client_id")
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .containsEntry("resource", resource.server().toString());
        SignedJWT assertion = SignedJWT.parse(form.get("client_assertion"));
        JWTClaimsSet claims = assertion.getJWTClaimsSet();
        assertThat(assertion.verify(new ECDSAVerifier(key.toPublicJWK()))).isTrue();
        assertThat(claims.getIssuer()).isEqualTo("robot").isEqualTo(claims.getSubject());
        assertThat(claims.getAudience()).containsExactly(issuer.issuer);
        assertThat(claims.getJWTID()).isNotEmpty();
        assertThat(claims.getExpirationTime().toInstant()).isAfter(clock.instant())
                .isBeforeOrEqualTo(clock.instant().plusSeconds(300));
    }

    @Test
    void a_key_that_is_none_is_not_quoted() {
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.ofPem("s3cret", "ES256"))
                .withMessageNotContaining("s3cret").withNoCause();
        assertThat(SigningKey.ofPem(pem, "ES256").toString()).isEqualTo("SigningKey[ES256]");
    }

    @Test
    void a_company_decides_by_exchanging_the_users_identity() throws Exception {
        issuer.methods("client_secret_basic");
        String grant = signed("id-jag");
        TestServer provider = opened(new TestServer());
        provider.on("/token", _ -> Reply.json(200, Json.object().put("access_token", grant)
                .put("issued_token_type", ID_JAG).put("token_type", "N_A").put("expires_in", 60)));

        assertThat(call(client(enterprise(provider)))).isEqualTo(200);
        assertThat(provider.seen("/token").getFirst().form())
                .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
                .containsEntry("requested_token_type", ID_JAG).containsEntry("audience", issuer.issuer)
                .containsEntry("resource", resource.server().toString()).containsEntry("subject_token", "identity")
                .containsEntry("subject_token_type", "urn:ietf:params:oauth:token-type:id_token")
                .containsEntry("client_id", "mimo-at-provider");
        Seen token = issuer.tokenRequests().getFirst();
        assertThat(token.form()).containsEntry("grant_type", JWT_BEARER).containsEntry("assertion", grant);
        assertThat(token.header("Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("mimo:shh".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_provider_that_gives_something_else_is_not_believed() {
        TestServer provider = opened(new TestServer());
        provider.on("/token", _ -> Reply.json(200, Json.object().put("access_token", "x").put("token_type", "Bearer")));

        refused(client(enterprise(provider)), Problem.MALFORMED);
        assertThat(issuer.tokenRequests()).isEmpty();
    }

    @Test
    void a_workload_shows_what_its_platform_issued() throws Exception {
        String assertion = signed("workload");

        assertThat(call(client(new Grant.Workload("pod", () -> new Secret(assertion))))).isEqualTo(200);
        Seen token = issuer.tokenRequests().getFirst();
        assertThat(token.form()).containsEntry("grant_type", JWT_BEARER).containsEntry("assertion", assertion)
                .containsEntry("client_id", "pod");
        assertThat(token.header("Authorization")).isNull();
    }

    @Test
    void a_workload_that_is_refused_tries_nothing_else() throws Exception {
        issuer.token = _ -> issuer.refused("invalid_grant");
        String assertion = signed("workload");

        refused(client(new Grant.Workload("pod", () -> new Secret(assertion))), Problem.TOKEN_REFUSED);
        assertThat(issuer.tokenRequests()).hasSize(1);
        assertThat(issuer.registrations()).isEmpty();
    }

    @Test
    void an_assertion_that_is_none_is_not_quoted() {
        var refused = refused(client(new Grant.Workload("pod", () -> new Secret("s3cret.s3cret"))), Problem.MALFORMED);

        assertThat(refused).hasMessageNotContaining("s3cret").hasNoCause();
    }

    @Test
    void a_program_is_not_given_more_rights_for_asking() {
        issuer.methods("client_secret_basic");
        resource.answer = _ -> resource.refuse(403, "error=\"insufficient_scope\", scope=\"more\"");

        refused(client(new Grant.ClientSecret("robot", new Secret("shh"))), Problem.SCOPE_REFUSED);
        assertThat(issuer.tokenRequests()).hasSize(1);
    }

    private static Grant enterprise(TestServer provider) {
        return new Grant.Enterprise("mimo", new Secret("shh"), URI.create(provider.origin() + "/token"),
                "mimo-at-provider", null, () -> new Secret("identity"));
    }

    private String signed(String subject) throws Exception {
        SignedJWT jwt = new SignedJWT(new com.nimbusds.jose.JWSHeader(com.nimbusds.jose.JWSAlgorithm.ES256),
                new JWTClaimsSet.Builder().subject(subject).build());
        jwt.sign(new com.nimbusds.jose.crypto.ECDSASigner(key));
        return Objects.requireNonNull(jwt.serialize());
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
