package dev.mimo.mcp.client.oauth;

import java.time.Duration;

/// Limits of getting a credential.
///
/// @param requestTimeout for one document or one answer of an endpoint, from first to last byte
/// @param bodyBytesMax of such an answer
/// @param userWait for somebody to come back from the browser; others who need the same credential wait as long
/// @param refreshAhead before a token expires it is refreshed
/// @param authorizationsMax for one operation, wider scopes included
/// @param privateAddresses whether servers that are not on loopback may send this client to private networks
public record OAuthSettings(Duration requestTimeout, int bodyBytesMax, Duration userWait, Duration refreshAhead,
        int authorizationsMax, boolean privateAddresses) {
    public OAuthSettings {
        if (!requestTimeout.isPositive() || bodyBytesMax < 1 || !userWait.isPositive() || refreshAhead.isNegative()
                || authorizationsMax < 1) {
            throw new IllegalArgumentException("a limit of OAuth is too small");
        }
    }

    public static OAuthSettings defaults() {
        return new OAuthSettings(Duration.ofSeconds(10), 256 * 1024, Duration.ofMinutes(5), Duration.ofSeconds(30), 3,
                false);
    }

    public OAuthSettings withUserWait(Duration limit) {
        return new OAuthSettings(requestTimeout, bodyBytesMax, limit, refreshAhead, authorizationsMax,
                privateAddresses);
    }
}
