package dev.mimo.mcp.client.oauth.web;

import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an authorization server says about itself (RFC 8414), after its issuer was found to be the one that was asked.
///
/// @param issuer as it is written; compared as a string, never as an address
/// @param authorization absent where nobody logs in
/// @param registration absent when clients cannot register themselves
/// @param challengeMethods of PKCE; empty when it did not say
/// @param authMethods at the token endpoint; absent when it did not say, which means `client_secret_basic`
/// @param scopes that it knows; empty when it did not say
/// @param namesIssuer whether its redirects say who sent them (RFC 9207)
/// @param readsDocuments whether a client id may be the address of a document about the client
/// @param dpopAlgorithms that it takes proofs in; empty when it did not say
public record AuthorizationServer(String issuer, @Nullable URI authorization, URI token, @Nullable URI registration,
        List<String> challengeMethods, @Nullable List<String> authMethods, List<String> scopes, boolean namesIssuer,
        boolean readsDocuments, List<String> dpopAlgorithms) {
    /// @throws AuthorizationException when the document is of another issuer, or lacks what must be had
    static AuthorizationServer of(MetadataDocument document, String issuer, SsrfPolicy ssrfPolicy) {
        if (!issuer.equals(document.text("issuer"))) {
            throw new AuthorizationException(Problem.ISSUER_MISMATCH,
                    "The authorization server's metadata is of another issuer.");
        }
        URI token = endpoint(document, "token_endpoint", ssrfPolicy);
        if (token == null) {
            throw new AuthorizationException(Problem.UNSUPPORTED, "The authorization server has no token endpoint.");
        }
        return new AuthorizationServer(issuer, endpoint(document, "authorization_endpoint", ssrfPolicy), token,
                endpoint(document, "registration_endpoint", ssrfPolicy),
                document.textsOrNone("code_challenge_methods_supported"),
                document.texts("token_endpoint_auth_methods_supported"),
                document.textsOrNone("scopes_supported"),
                document.flag("authorization_response_iss_parameter_supported"),
                document.flag("client_id_metadata_document_supported"),
                document.textsOrNone("dpop_signing_alg_values_supported"));
    }

    private static @Nullable URI endpoint(MetadataDocument document, String name, SsrfPolicy ssrfPolicy) {
        String address = document.text(name);
        return address == null ? null : ssrfPolicy.check(address);
    }
}
