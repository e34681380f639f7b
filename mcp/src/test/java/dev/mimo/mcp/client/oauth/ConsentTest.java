package dev.mimo.mcp.client.oauth;

import dev.mimo.json.Json;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.oauth.TestServer.Reply;
import dev.mimo.mcp.client.oauth.TestServer.Seen;
import dev.mimo.mcp.client.oauth.token.ClientRegistration;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Logging in: who the client is, what it asks for, and what it believes of the redirect.
class ConsentTest extends OAuthFixture {
    private static final URI DOCUMENT = URI.create("https://mimo.example/client.json");

    @Test
    void a_login_sends_pkce_state_and_the_resource_and_the_code_comes_back_with_the_verifier() throws Exception {
        HttpAuthorizer client = client();

        assertThat(call(client)).isEqualTo(200);
        assertThat(call(client)).isEqualTo(200);

        Map<String, String> login = issuer.authorizations().getFirst().query();
        assertThat(login).containsEntry("response_type", "code").containsEntry("code_challenge_method", "S256")
                .containsEntry("client_id", issuer.clientId).containsEntry("resource", resource.server().toString())
                .doesNotContainKey("scope").doesNotContainKey("prompt");
        assertThat(Objects.requireNonNull(login.get("state"))).hasSizeGreaterThan(30);
        Seen token = issuer.tokenRequests().getFirst();
        assertThat(token.form()).containsEntry("resource", resource.server().toString())
                .containsEntry("client_id", issuer.clientId).doesNotContainKey("client_secret");
        assertThat(TestIssuer.challenge(Objects.requireNonNull(token.form().get("code_verifier"))))
                .isEqualTo(login.get("code_challenge"));
        assertThat(token.header("Authorization")).isNull();
        assertThat(issuer.authorizations()).hasSize(1);
    }

    @Test
    void the_authorization_endpoint_keeps_its_own_query() throws Exception {
        issuer.metadata.put("authorization_endpoint", issuer.issuer + "/authorize?tenant=7");

        assertThat(call(client())).isEqualTo(200);
        assertThat(issuer.authorizations().getFirst().query()).containsEntry("tenant", "7");
    }

    @Test
    void a_registration_says_what_kind_of_client_this_is() throws Exception {
        call(client());

        assertThat(Json.text(issuer.registrations().getFirst())).contains("\"application_type\":\"native\"",
                "\"grant_types\":[\"authorization_code\",\"refresh_token\"]", "\"response_types\":[\"code\"]",
                "\"token_endpoint_auth_method\":\"none\"", "\"redirect_uris\":[\"http://localhost:3000/callback\"]");
    }

    @Test
    void a_refused_registration_is_told() {
        issuer.http.on("/register", _ -> Reply.json(400, Json.object().put("error", "invalid_redirect_uri")));

        var refused = refused(client(), Problem.REGISTRATION_REFUSED);
        assertThat(refused.oauthError()).isEqualTo("invalid_redirect_uri");
        assertThat(refused).hasMessageContaining("invalid_redirect_uri");
    }

    @Test
    void a_client_document_goes_before_registration() throws Exception {
        issuer.metadata.put("client_id_metadata_document_supported", true);
        issuer.clientId = DOCUMENT.toString();

        assertThat(call(client(new Grant.Consent(new OAuthClientProfile("Mimo", DOCUMENT, List.of(), null)))))
                .isEqualTo(200);
        assertThat(issuer.authorizations().getFirst().query()).containsEntry("client_id", DOCUMENT.toString());
        assertThat(issuer.registrations()).isEmpty();
    }

    @Test
    void a_client_document_is_kept_from_servers_that_do_not_read_such() throws Exception {
        assertThat(call(client(new Grant.Consent(new OAuthClientProfile("Mimo", DOCUMENT, List.of(), null)))))
                .isEqualTo(200);
        assertThat(issuer.registrations()).hasSize(1);
    }

    @Test
    void what_was_registered_by_hand_goes_before_everything() throws Exception {
        issuer.metadata.remove("registration_endpoint");
        issuer.metadata.put("client_id_metadata_document_supported", true);
        issuer.methods("client_secret_basic");
        ClientRegistration byHand = ClientRegistration.known(issuer.issuer, "pre registered", new Secret("se:cr+et"));

        assertThat(call(client(new Grant.Consent(new OAuthClientProfile("Mimo", DOCUMENT, List.of(byHand), null)))))
                .isEqualTo(200);
        Seen token = issuer.tokenRequests().getFirst();
        assertThat(token.header("Authorization")).isEqualTo("Basic " + Base64.getEncoder()
                .encodeToString("pre+registered:se%3Acr%2Bet".getBytes(StandardCharsets.UTF_8)));
        assertThat(token.form()).doesNotContainKey("client_secret");
    }

    @Test
    void what_was_registered_by_hand_with_another_issuer_is_not_shown_to_this_one() {
        issuer.metadata.remove("registration_endpoint");
        ClientRegistration elsewhere = ClientRegistration.known("https://other.example", "abc", new Secret("xyz"));

        refused(client(new Grant.Consent(new OAuthClientProfile("Mimo", null, List.of(elsewhere), null))),
                Problem.CLIENT_UNKNOWN);
        assertThat(issuer.authorizations()).isEmpty();
        assertThat(issuer.tokenRequests()).isEmpty();
    }

    @Test
    void without_any_client_id_nobody_is_sent_anywhere() {
        issuer.metadata.remove("registration_endpoint");

        refused(client(), Problem.CLIENT_UNKNOWN);
        assertThat(issuer.authorizations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_secret_basic", "client_secret_post", "none"})
    void the_client_authenticates_in_the_way_that_the_server_offers(String method) throws Exception {
        issuer.methods(method);
        issuer.registered.put("token_endpoint_auth_method", method);

        assertThat(call(client())).isEqualTo(200);
        assertThat(issuer.registrations().getFirst().get("token_endpoint_auth_method").stringValue()).isEqualTo(method);
        Seen token = issuer.tokenRequests().getFirst();
        assertThat(token.header("Authorization") != null).isEqualTo(method.equals("client_secret_basic"));
        assertThat(token.form().containsKey("client_secret")).isEqualTo(method.equals("client_secret_post"));
    }

    @Test
    void a_server_that_offers_no_way_we_can_is_refused() {
        issuer.methods("tls_client_auth");

        refused(client(), Problem.UNSUPPORTED);
        assertThat(issuer.tokenRequests()).isEmpty();
    }

    @Test
    void scopes_of_the_challenge_are_asked_for() throws Exception {
        resource.challenge = "scope=\"mcp:basic mcp:more\"";
        resource.metadata.putArray("scopes_supported").add("mcp:other");

        call(client());
        assertThat(issuer.authorizations().getFirst().query()).containsEntry("scope", "mcp:basic mcp:more");
    }

    @Test
    void otherwise_all_that_the_resource_knows() throws Exception {
        resource.metadata.putArray("scopes_supported").add("mcp:basic").add("mcp:read").add("mcp:write");

        call(client());
        assertThat(issuer.authorizations().getFirst().query()).containsEntry("scope", "mcp:basic mcp:read mcp:write");
    }

    @Test
    void offline_access_is_asked_for_only_where_the_issuer_lists_it() throws Exception {
        resource.metadata.putArray("scopes_supported").add("mcp:basic");
        issuer.scopes("mcp:basic", "offline_access");

        call(client());
        assertThat(issuer.authorizations().getFirst().query()).containsEntry("scope", "mcp:basic offline_access")
                .containsEntry("prompt", "consent");

        issuer.scopes("mcp:basic");
        store = new dev.mimo.mcp.client.oauth.token.InMemoryTokenStore();
        call(client());
        assertThat(issuer.authorizations().getLast().query()).containsEntry("scope", "mcp:basic");
    }

    @Test
    void a_redirect_that_names_the_issuer_is_believed() throws Exception {
        assertThat(call(client())).isEqualTo(200);
    }

    @Test
    void a_redirect_that_names_nobody_is_believed_where_none_was_promised() throws Exception {
        issuer.metadata.put("authorization_response_iss_parameter_supported", false);
        issuer.iss = "";

        assertThat(call(client())).isEqualTo(200);
    }

    @Test
    void a_redirect_that_names_nobody_is_refused_where_a_name_was_promised() {
        issuer.iss = "";

        assertNoTokenIsAskedFor(Problem.ISSUER_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.com", "/"})
    void a_redirect_of_another_issuer_is_refused(String other) {
        issuer.iss = other.equals("/") ? issuer.issuer + "/" : other;
        assertNoTokenIsAskedFor(Problem.ISSUER_MISMATCH);

        issuer.metadata.put("authorization_response_iss_parameter_supported", false);
        assertNoTokenIsAskedFor(Problem.ISSUER_MISMATCH);
    }

    @Test
    void an_error_of_the_wrong_issuer_is_not_even_read() {
        issuer.iss = "https://evil.example.com";
        issuer.loginError = "access_denied";

        var refused = assertNoTokenIsAskedFor(Problem.ISSUER_MISMATCH);
        assertThat(refused.oauthError()).isNull();
        assertThat(refused.getMessage()).doesNotContain("access_denied", "s3cret");
    }

    @Test
    void a_user_who_declines_is_told_apart() {
        issuer.loginError = "access_denied";

        var refused = assertNoTokenIsAskedFor(Problem.DECLINED);
        assertThat(refused.oauthError()).isEqualTo("access_denied");
        assertThat(refused.getMessage()).doesNotContain("s3cret");
    }

    @Test
    void a_redirect_with_another_state_is_refused() {
        UserAgent forged = new UserAgent() {
            @Override
            public Visit prepare(@Nullable URI preferred) {
                return new Visit() {
                    @Override
                    public URI redirect() {
                        return URI.create("http://127.0.0.1:1/callback");
                    }

                    @Override
                    public URI carry(URI authorization, java.time.Duration limit) {
                        return URI.create(redirect() + "?code=forged&state=forged&iss=" + issuer.issuer);
                    }

                    @Override
                    public void close() {
                        // nothing to close
                    }
                };
            }
        };

        refused(oauth(forged).authorizer(resource.server(), new Grant.Consent(OAuthClientProfile.named("Mimo"))),
                Problem.STATE_MISMATCH);
        assertThat(issuer.tokenRequests()).isEmpty();
    }

    @Test
    void a_registration_of_which_nobody_came_back_is_not_trusted_again() throws Exception {
        issuer.http.on("/authorize", _ -> Reply.empty(400));
        refused(client(), Problem.USER_ABSENT);

        assertThat(store.registration(issuer.issuer)).isNull();
    }

    @Test
    void a_token_endpoint_that_refuses_is_told_by_its_code_alone() {
        issuer.token = _ -> issuer.refused("invalid_grant");

        var refused = refused(client(), Problem.TOKEN_REFUSED);
        assertThat(refused.oauthError()).isEqualTo("invalid_grant");
        assertThat(refused.getMessage()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"access_token\":\"a\"}", "{\"access_token\":\"a\",\"token_type\":\"mac\"}",
            "{\"access_token\":\"a\",\"token_type\":\"DPoP\"}", "no json", "[]"})
    void an_answer_without_a_token_of_our_kind_is_refused(String body) {
        issuer.token = _ -> new Reply(200, Map.of("Content-Type", "application/json"), body);

        refused(client(), Problem.MALFORMED);
    }

    private dev.mimo.mcp.client.oauth.web.AuthorizationException assertNoTokenIsAskedFor(Problem problem) {
        int before = issuer.authorizations().size();
        var refused = refused(client(), problem);
        assertThat(issuer.authorizations()).hasSizeGreaterThan(before);
        assertThat(issuer.tokenRequests()).isEmpty();
        return refused;
    }
}
