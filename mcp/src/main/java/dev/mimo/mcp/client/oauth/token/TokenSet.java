package dev.mimo.mcp.client.oauth.token;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an authorization server gave.
///
/// @param refresh absent when there is none; it must never be counted on
/// @param expires absent when the server did not say
/// @param requested scopes asked for, in order; a wider request starts from these, whatever was granted
/// @param granted scopes as the server named them, or as requested when it did not
/// @param proofKey the private key that the tokens are bound to (RFC 9449), as a JWK; absent for bearer tokens
public record TokenSet(Secret access, @Nullable Secret refresh, @Nullable Instant expires, Set<String> requested,
        Set<String> granted, @Nullable Secret proofKey) {
    public TokenSet {
        requested = Collections.unmodifiableSet(new LinkedHashSet<>(requested));
        granted = Collections.unmodifiableSet(new LinkedHashSet<>(granted));
    }

    public boolean expiredAt(Instant when) {
        return expires != null && !when.isBefore(expires);
    }
}
