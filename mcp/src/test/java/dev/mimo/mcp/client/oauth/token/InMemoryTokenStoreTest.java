package dev.mimo.mcp.client.oauth.token;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryTokenStoreTest extends TokenStoreContract {
    @Override
    TokenStore store() {
        return new InMemoryTokenStore();
    }

    @Test
    void the_oldest_goes_when_there_are_too_many() {
        TokenStore store = store();
        for (int i = 0; i <= 1_000; i++) {
            store.keep(new TokenKey("i" + i, "r", "c"), BARE);
        }

        assertThat(store.tokens(new TokenKey("i0", "r", "c"))).isNull();
        assertThat(store.tokens(new TokenKey("i1", "r", "c"))).isNotNull();
    }
}
