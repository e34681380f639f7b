package dev.mimo.mcp.client.oauth.web;

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
        boolean readsDocuments, List<String> dpopAlgorithms) {}
