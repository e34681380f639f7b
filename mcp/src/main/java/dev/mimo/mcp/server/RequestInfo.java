package dev.mimo.mcp.server;

/// What a transport knows of a request beside the request itself.
///
/// @param caller who calls, in words that stay the same for the same key; empty when there are no keys
/// @param stateless whether the transport saw that the request is of the stateless era, as an HTTP header says it;
///        false leaves that to the request
public record RequestInfo(String caller, boolean stateless) {
    /// Of a transport with one caller and no headers.
    public static final RequestInfo LOCAL = new RequestInfo("", false);
}
