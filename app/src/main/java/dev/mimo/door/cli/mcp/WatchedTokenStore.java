package dev.mimo.door.cli.mcp;

import dev.mimo.mcp.client.oauth.token.ClientRegistration;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.token.TokenKey;
import dev.mimo.mcp.client.oauth.token.TokenSet;
import dev.mimo.mcp.client.oauth.token.TokenStore;
import dev.mimo.mcp.client.transport.Redaction;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A store whose secrets a transcript gets to know, so that a server that repeats one does not put it there.
record WatchedTokenStore(TokenStore store, Redaction redaction) implements TokenStore {
    @Override
    public @Nullable TokenSet tokens(TokenKey key) {
        return watched(store.tokens(key));
    }

    @Override
    public void keep(TokenKey key, TokenSet tokens) {
        watched(tokens);
        store.keep(key, tokens);
    }

    @Override
    public void drop(TokenKey key) {
        store.drop(key);
    }

    @Override
    public @Nullable ClientRegistration registration(String issuer) {
        ClientRegistration registration = store.registration(issuer);
        if (registration != null) {
            learn(registration.secret());
        }
        return registration;
    }

    @Override
    public void keep(ClientRegistration registration) {
        learn(registration.secret());
        store.keep(registration);
    }

    @Override
    public void dropRegistration(String issuer) {
        store.dropRegistration(issuer);
    }

    private @Nullable TokenSet watched(@Nullable TokenSet tokens) {
        if (tokens != null) {
            learn(tokens.access(), tokens.refresh(), tokens.proofKey());
        }
        return tokens;
    }

    private void learn(@Nullable Secret... secrets) {
        redaction.learn(Stream.of(secrets).filter(Objects::nonNull).map(Secret::value).toList());
    }
}
