package dev.mimo.mcp.client.http;

import dev.mimo.mcp.client.transport.Connection;
import dev.mimo.mcp.client.transport.Inbox;
import dev.mimo.mcp.client.transport.Trace;
import dev.mimo.mcp.client.transport.Transport;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Reaches a server by Streamable HTTP.
///
/// @param endpoint `http` or `https`, with a host
/// @param headers sent with every request
public record HttpTransport(URI endpoint, Map<String, String> headers, Authoriser authoriser, Trace trace,
        HttpLinkSettings settings) implements Transport {
    /// @throws IllegalArgumentException when the address or a header cannot be sent
    public HttpTransport {
        String scheme = Objects.requireNonNullElse(endpoint.getScheme(), "").toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || endpoint.getHost() == null) {
            throw new IllegalArgumentException("not an address of HTTP: " + endpoint);
        }
        headers = Map.copyOf(headers);
        headers.forEach(HttpRequest.newBuilder()::header);
    }

    @Override
    public Connection open(Inbox inbox) {
        return new HttpConnection(wire(), inbox, trace, settings);
    }

    HttpWire wire() {
        return new HttpWire(endpoint, headers, authoriser, trace, settings.connectTimeout());
    }

    @Override
    public Transport older() {
        return new TwoEndpoints(this);
    }

    @Override
    public Kind kind() {
        return Kind.HTTP;
    }

    @Override
    public String target() {
        return HttpWire.plain(endpoint);
    }
}
