package dev.mimo.mcp.client.oauth;

import dev.mimo.mcp.client.oauth.token.ClientRegistration;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who this client is to authorization servers that a person logs in at.
///
/// @param name that people see when they consent
/// @param document address of the client's metadata document, which is its client id where servers read such documents;
///        https, with a path; absent when there is none
/// @param registered by hand, each with its issuer; they go before everything else, and to no other issuer. Where there
///        are any, this client registers itself nowhere
/// @param redirect that must be used, for servers that insist on one; absent when any port of loopback will do
public record OAuthClientProfile(String name, @Nullable URI document, List<ClientRegistration> registered,
        @Nullable URI redirect) {
    public OAuthClientProfile {
        registered = List.copyOf(registered);
        if (document != null && !document.toString().matches("https://[^/?#]+/[^?#]+")) {
            throw new IllegalArgumentException("a client's document has an https address with a path: " + document);
        }
    }

    public static OAuthClientProfile named(String name) {
        return new OAuthClientProfile(name, null, List.of(), null);
    }

    @Nullable
    ClientRegistration registeredWith(String issuer) {
        return registered.stream().filter(known -> known.issuer().equals(issuer)).findFirst().orElse(null);
    }
}
