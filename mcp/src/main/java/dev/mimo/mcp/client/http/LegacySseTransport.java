package dev.mimo.mcp.client.http;

import dev.mimo.mcp.client.transport.MessageListener;
import dev.mimo.mcp.client.transport.ServerConnection;
import dev.mimo.mcp.client.transport.Transport;

/// The deprecated HTTP of revision 2024-11-05, as a client falls back to it: one address to listen at, and another,
/// which the server names there, to post to.
record LegacySseTransport(HttpTransport usual) implements Transport {
    @Override
    public ServerConnection open(MessageListener listener) {
        return LegacySseConnection.open(usual.wire(), listener, usual.trace(), usual.settings());
    }

    @Override
    public Kind kind() {
        return Kind.HTTP;
    }

    @Override
    public String target() {
        return usual.target();
    }
}
