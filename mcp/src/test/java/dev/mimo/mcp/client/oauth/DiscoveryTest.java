package dev.mimo.mcp.client.oauth;

import dev.mimo.mcp.client.oauth.TestServer.Reply;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// From the refusal to the metadata, in all documented variants.
class DiscoveryTest extends OAuthFixture {
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    @Test
    void metadata_that_the_challenge_names_is_read_and_nothing_else_is_probed() throws Exception {
        resource.named = resource.http.origin() + "/custom/metadata.json";
        resource.metadataAt("/custom/metadata.json");

        assertThat(call(client())).isEqualTo(200);
        assertThat(resource.http.paths()).containsExactly("/mcp", "/custom/metadata.json", "/mcp");
        assertThat(issuer.http.paths()).containsExactly(OAUTH, "/register", "/authorize", "/token");
    }

    @Test
    void metadata_that_the_challenge_names_and_that_is_not_there_ends_it() {
        resource.named = resource.http.origin() + "/nowhere";

        refused(client(), Problem.RESOURCE_UNKNOWN);
        assertThat(resource.http.paths()).containsExactly("/mcp", "/nowhere");
    }

    @Test
    void without_a_name_the_well_known_address_with_the_path_comes_first() throws Exception {
        resource.named = null;
        issuedBy(issuer, OPENID);

        assertThat(call(client())).isEqualTo(200);
        assertThat(resource.http.paths()).containsExactly("/mcp", TestResource.WELL_KNOWN + "/mcp", "/mcp");
        assertThat(issuer.http.paths()).startsWith(OAUTH, OPENID, "/register");
    }

    @Test
    void then_the_one_without_the_path_whose_resource_is_the_origin_as_it_is_written() throws Exception {
        issuedBy(new TestIssuer("/tenant1", OAUTH + "/tenant1"));
        resource.named = null;
        resource.metadataAt(TestResource.WELL_KNOWN);
        resource.metadata.put("resource", resource.http.origin());

        assertThat(call(client())).isEqualTo(200);
        assertThat(resource.http.paths()).containsExactly("/mcp", TestResource.WELL_KNOWN + "/mcp",
                TestResource.WELL_KNOWN, "/mcp");
        assertThat(issuer.http.paths()).startsWith(OAUTH + "/tenant1", "/tenant1/register").doesNotContain(OAUTH);
        assertThat(issuer.authorizations().getFirst().query()).containsEntry("resource", resource.http.origin());
        assertThat(issuer.tokenRequests().getFirst().form()).containsEntry("resource", resource.http.origin());
    }

    @Test
    void an_issuer_with_a_path_is_looked_for_in_three_places_and_never_at_the_root() throws Exception {
        issuedBy(new TestIssuer("/tenant1", "/tenant1" + OPENID));

        assertThat(call(client())).isEqualTo(200);
        assertThat(issuer.http.paths()).startsWith(OAUTH + "/tenant1", OPENID + "/tenant1", "/tenant1" + OPENID,
                "/tenant1/register").doesNotContain(OAUTH, OPENID);
    }

    @Test
    void a_server_without_any_metadata_is_its_own_authorization_server() throws Exception {
        resource.named = null;
        resource.http.off(TestResource.WELL_KNOWN + "/mcp");
        issuer.metadata.put("issuer", resource.http.origin());
        issuer.iss = resource.http.origin();
        resource.http.on(OAUTH, _ -> Reply.json(200, issuer.metadata));

        assertThat(call(client())).isEqualTo(200);
        assertThat(issuer.tokenRequests().getFirst().form()).containsEntry("resource", resource.server().toString());
    }

    @Test
    void a_page_in_place_of_metadata_is_not_metadata() throws Exception {
        resource.named = null;
        resource.metadataAt(TestResource.WELL_KNOWN);
        resource.http.on(TestResource.WELL_KNOWN + "/mcp", _ -> new Reply(200, Map.of(), "<!doctype html>"));

        assertThat(call(client())).isEqualTo(200);
    }

    @Test
    void metadata_about_another_server_is_refused_before_any_authorization() {
        for (String other : new String[]{"https://evil.example.com/mcp", resource.http.origin() + "/other",
                resource.http.origin() + "/mc", resource.server() + "#x", "not an address"}) {
            resource.metadata.put("resource", other);

            refused(client(), Problem.RESOURCE_MISMATCH);
        }
        assertThat(issuer.http.seen()).isEmpty();
    }

    @Test
    void metadata_of_another_issuer_is_not_used_at_all() {
        issuer.metadata.put("issuer", "https://attacker.example.com");

        refused(client(), Problem.ISSUER_MISMATCH);
        assertThat(issuer.http.paths()).containsExactly(OAUTH, OPENID);
    }

    @Test
    void a_slash_more_makes_another_issuer() {
        issuer.metadata.put("issuer", issuer.issuer + "/");

        refused(client(), Problem.ISSUER_MISMATCH);
        assertThat(issuer.authorizations()).isEmpty();
    }

    @Test
    void an_issuer_without_metadata_is_no_authorization_server() {
        issuer.http.off(OAUTH);

        refused(client(), Problem.ISSUER_UNKNOWN);
    }

    @Test
    void a_server_without_pkce_is_refused() {
        issuer.metadata.remove("code_challenge_methods_supported");
        refused(client(), Problem.UNSUPPORTED);

        issuer.metadata.putArray("code_challenge_methods_supported").add("plain");
        refused(client(), Problem.UNSUPPORTED);
        assertThat(issuer.authorizations()).isEmpty();
        assertThat(issuer.registrations()).isEmpty();
    }

    @Test
    void an_endpoint_in_the_clear_or_of_another_kind_is_refused() {
        for (String endpoint : new String[]{"http://example.com/authorize", "file:///etc/passwd", "javascript:alert(1)",
                "https://user:password@example.com/"}) {
            issuer.metadata.put("authorization_endpoint", endpoint);

            refused(client(), Problem.ADDRESS_FORBIDDEN);
        }
    }

    @Test
    void a_redirect_within_the_origin_is_followed_and_no_other() throws Exception {
        TestServer elsewhere = opened(new TestServer());
        elsewhere.on("/metadata", _ -> Reply.json(200, resource.metadata));
        resource.http.on("/moved", _ -> Reply.found("/there"));
        resource.http.on("/there", _ -> Reply.json(200, resource.metadata));
        resource.http.on("/away", _ -> Reply.found(elsewhere.origin() + "/metadata"));

        resource.named = resource.http.origin() + "/moved";
        assertThat(call(client())).isEqualTo(200);
        resource.named = resource.http.origin() + "/away";
        refused(client(), Problem.RESOURCE_UNKNOWN);
        assertThat(elsewhere.seen()).isEmpty();
    }

    @Test
    void metadata_without_end_is_cut_off() {
        resource.http.on(TestResource.WELL_KNOWN + "/mcp",
                _ -> new Reply(200, Map.of(), "{\"resource\":\"" + "x".repeat(300_000) + "\"}"));

        refused(client(), Problem.UNREACHABLE);
    }

    @Test
    void a_member_given_twice_is_not_guessed_at() {
        resource.http.on(TestResource.WELL_KNOWN + "/mcp", _ -> new Reply(200, Map.of(), "{\"resource\":\""
                + resource.server() + "\",\"resource\":\"https://evil.example.com\"}"));

        refused(client(), Problem.MALFORMED);
    }

    private void issuedBy(TestIssuer same, String metadataPath) {
        same.http.off(OAUTH);
        same.http.on(metadataPath, _ -> Reply.json(200, same.metadata));
    }
}
