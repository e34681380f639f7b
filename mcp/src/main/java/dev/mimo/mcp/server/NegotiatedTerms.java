package dev.mimo.mcp.server;

import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.LogLevel;
import dev.mimo.mcp.server.input.ClientCapabilities;
import org.jspecify.annotations.Nullable;

/// What one request can count on: said by itself, or by the handshake of its session.
///
/// @param log the least grave log line that its client wants; absent when it wants none
record NegotiatedTerms(Revision revision, ClientCapabilities client, @Nullable LogLevel log) {
    boolean isStateless() {
        return revision.isStateless();
    }
}
