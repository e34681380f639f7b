package dev.mimo.mcp.client.oauth;

import dev.mimo.mcp.client.oauth.token.Secret;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// By what right a token is asked for. Those of programs need no user, are never widened, and never register anything.
public sealed interface Grant {

    /// A person logs in and consents, in a browser.
    record Consent(OAuthClientProfile profile) implements Grant {}

    /// The client itself is allowed, by a secret.
    record ClientSecret(String clientId, Secret secret) implements Grant {}

    /// The client itself is allowed, by a signature.
    record ClientKey(String clientId, SigningKey key) implements Grant {}

    /// A company's identity provider decides: it exchanges the user's identity token for a grant, which the server's
    /// own authorization server takes.
    ///
    /// @param clientId at the server's authorization server, with its secret
    /// @param providerToken the provider's token endpoint
    /// @param providerClientId at the provider
    /// @param providerSecret absent for a public client
    /// @param identity asked for each time, because it does not last
    record Enterprise(String clientId, Secret secret, URI providerToken, String providerClientId,
            @Nullable Secret providerSecret, Supplier<Secret> identity) implements Grant {}

    /// A workload's platform has issued a JWT that the authorization server trusts. Tried once, never otherwise.
    ///
    /// @param assertion asked for each time, because it does not last
    record Workload(String clientId, Supplier<Secret> assertion) implements Grant {}
}
