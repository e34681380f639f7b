package dev.mimo.mcp.client.oauth.web;

import java.net.http.HttpHeaders;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a server wants, taken from all its Bearer and DPoP challenges together.
///
/// @param bearer whether a bearer token will do; also when there was no challenge at all
/// @param dpop whether a token with a proof of possession will do
/// @param metadata address of the resource's metadata; absent when it has to be found
/// @param scopes in order; empty when the server named none
/// @param errors that the challenges named
/// @param nonce for the next proof; absent when the server sent none
public record RequiredAuthorization(boolean bearer, boolean dpop, @Nullable String metadata, Set<String> scopes,
        Set<String> errors,
        @Nullable String nonce) {
    private static final int NONCE_CHARS_MAX = 1_024;

    public static RequiredAuthorization of(HttpHeaders headers) {
        List<AuthChallenge> challenges = AuthChallenge.of(headers.allValues("WWW-Authenticate"));
        boolean dpop = challenges.stream().anyMatch(c -> c.isFor("dpop"));
        boolean bearer = challenges.stream().anyMatch(c -> c.isFor("bearer")) || !dpop;
        List<AuthChallenge> ours = challenges.stream().filter(c -> c.isFor("dpop") || c.isFor("bearer")).toList();
        return new RequiredAuthorization(bearer, dpop, values(ours, "resource_metadata").findFirst().orElse(null),
                scopes(values(ours, "scope").findFirst().orElse("")),
                new LinkedHashSet<>(values(ours, "error").toList()), nonce(headers));
    }

    public static @Nullable String nonce(HttpHeaders headers) {
        return headers.firstValue("DPoP-Nonce")
                .filter(nonce -> !nonce.isBlank() && nonce.length() <= NONCE_CHARS_MAX).orElse(null);
    }

    /// Scopes as they are written in one string: words with spaces between.
    public static Set<String> scopes(String text) {
        Set<String> scopes = new LinkedHashSet<>(List.of(text.split(" +", -1)));
        scopes.remove("");
        return scopes;
    }

    private static Stream<String> values(List<AuthChallenge> challenges, String name) {
        return challenges.stream().map(c -> Objects.requireNonNullElse(c.parameter(name), ""))
                .filter(value -> !value.isEmpty());
    }
}
