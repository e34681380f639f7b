package dev.mimo.mcp.client.oauth.token;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Forgets all when the process ends, and the oldest of each kind beyond a thousand.
public final class InMemoryTokenStore implements TokenStore {
    private static final int KEPT_MAX = 1_000;

    private final Map<TokenKey, TokenSet> tokens = new LinkedHashMap<>();
    private final Map<String, ClientRegistration> registrations = new LinkedHashMap<>();

    @Override
    public synchronized @Nullable TokenSet tokens(TokenKey key) {
        return tokens.get(key);
    }

    @Override
    public synchronized void keep(TokenKey key, TokenSet kept) {
        put(tokens, key, kept);
    }

    @Override
    public synchronized void drop(TokenKey key) {
        tokens.remove(key);
    }

    @Override
    public synchronized @Nullable ClientRegistration registration(String issuer) {
        return registrations.get(issuer);
    }

    @Override
    public synchronized void keep(ClientRegistration registration) {
        put(registrations, registration.issuer(), registration);
    }

    @Override
    public synchronized void dropRegistration(String issuer) {
        registrations.remove(issuer);
    }

    private static <K, V> void put(Map<K, V> kept, K key, V value) {
        kept.remove(key);
        kept.put(key, value);
        if (kept.size() > KEPT_MAX) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
