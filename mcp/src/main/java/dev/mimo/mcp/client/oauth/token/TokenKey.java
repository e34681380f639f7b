package dev.mimo.mcp.client.oauth.token;

/// What a token is good for. All three are compared as they were written: nothing is normalized.
///
/// @param issuer of the authorization server, as its validated metadata has it
/// @param resource as the server's metadata has it
/// @param clientId at that issuer
public record TokenKey(String issuer, String resource, String clientId) {}
