package dev.mimo.mcp.client.oauth.token;

import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What every store of tokens does.
abstract class TokenStoreContract {
    static final TokenKey KEY = new TokenKey("https://issuer", "https://server/mcp", "client");
    static final TokenSet TOKENS = new TokenSet(new Secret("acc\"ess s3cret"), new Secret("refresh s3cret"),
            Instant.parse("2026-07-28T00:00:00.5Z"), Set.of("a"), Set.of("a", "b"), new Secret("{\"kty\":\"EC\"}"));
    static final TokenSet BARE = new TokenSet(new Secret("x"), null, null, Set.of(), Set.of(), null);
    static final ClientRegistration REGISTRATION =
            new ClientRegistration("https://issuer", "client", new Secret("s3cret"), "none",
                    URI.create("http://127.0.0.1:3/callback"), Instant.parse("2030-01-01T00:00:00Z"));

    abstract TokenStore store();

    @Test
    void what_was_kept_is_there_and_can_be_replaced_and_dropped() {
        TokenStore store = store();
        assertThat(store.tokens(KEY)).isNull();

        store.keep(KEY, TOKENS);
        assertThat(store.tokens(KEY)).isEqualTo(TOKENS);
        store.keep(KEY, BARE);
        assertThat(store.tokens(KEY)).isEqualTo(BARE);
        store.drop(KEY);
        store.drop(KEY);
        assertThat(store.tokens(KEY)).isNull();
    }

    @Test
    void tokens_of_another_issuer_resource_or_client_are_others() {
        TokenStore store = store();
        store.keep(KEY, TOKENS);

        assertThat(store.tokens(new TokenKey("https://issuer/", KEY.resource(), KEY.clientId()))).isNull();
        assertThat(store.tokens(new TokenKey(KEY.issuer(), "https://server/mcp/", KEY.clientId()))).isNull();
        assertThat(store.tokens(new TokenKey(KEY.issuer(), KEY.resource(), "Client"))).isNull();
        assertThat(store.tokens(new TokenKey(KEY.issuer() + KEY.resource(), "", KEY.clientId()))).isNull();
    }

    @Test
    void a_registration_is_kept_for_its_issuer() {
        TokenStore store = store();
        store.keep(REGISTRATION);
        store.keep(ClientRegistration.known("https://other", "public", null));

        assertThat(store.registration("https://issuer")).isEqualTo(REGISTRATION);
        assertThat(store.registration("https://other"))
                .isEqualTo(ClientRegistration.known("https://other", "public", null));
        assertThat(store.registration("https://issuer/")).isNull();
        store.dropRegistration("https://issuer");
        store.dropRegistration("https://issuer");
        assertThat(store.registration("https://issuer")).isNull();
    }

    @Test
    void nothing_prints_a_secret() {
        TokenStore store = store();
        store.keep(KEY, TOKENS);
        store.keep(REGISTRATION);

        assertThat(store + " " + TOKENS + REGISTRATION + TOKENS.access()).doesNotContain("s3cret", "kty");
    }
}
