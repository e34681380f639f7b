package dev.mimo.mcp.client.http;

import dev.mimo.mcp.client.transport.MessageListener;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.ServerAddress;
import dev.mimo.mcp.client.transport.ServerConnection;
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
public record HttpTransport(URI endpoint, Map<String, String> headers, HttpAuthorizer authorizer, MessageTrace trace,
        HttpTransportSettings settings) implements Transport {
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
    public ServerConnection open(MessageListener listener) {
        return new HttpConnection(wire(), listener, trace, settings);
    }

    HttpSender wire() {
        return new HttpSender(endpoint, headers, authorizer, trace, settings);
    }

    @Override
    public Transport older() {
        return new LegacySseTransport(this);
    }

    @Override
    public Kind kind() {
        return Kind.HTTP;
    }

    @Override
    public String target() {
        return ServerAddress.shown(endpoint);
    }
}
