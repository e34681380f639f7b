package dev.mimo.mcp.client.oauth.token;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who this client is at one authorization server. Never shown to another one.
///
/// @param secret absent for a public client
/// @param method of authentication at the token endpoint, as agreed with this server; absent when nothing was agreed
/// @param redirect that the server knows; absent when any of loopback will do
/// @param secretExpires absent when it does not
public record ClientRegistration(String issuer, String clientId, @Nullable Secret secret, @Nullable String method,
        @Nullable URI redirect, @Nullable Instant secretExpires) {

    /// Registered by hand with this issuer: a public client, or one with a secret.
    public static ClientRegistration known(String issuer, String clientId, @Nullable Secret secret) {
        return new ClientRegistration(issuer, clientId, secret, null, null, null);
    }

    public boolean expiredAt(Instant when) {
        return secretExpires != null && !when.isBefore(secretExpires);
    }
}
