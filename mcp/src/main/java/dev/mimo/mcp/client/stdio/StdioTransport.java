package dev.mimo.mcp.client.stdio;

import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageListener;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.ServerConnection;
import dev.mimo.mcp.client.transport.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Starts a server as a child process; each connection is a process of its own.
public record StdioTransport(ChildCommand command, MessageTrace trace, ChildSettings settings, ChildStarter starter)
        implements
            Transport {
    /// Started as Java starts programs.
    public StdioTransport(ChildCommand command, MessageTrace trace, ChildSettings settings) {
        this(command, trace, settings, ChildStarter.JAVA);
    }

    /// By this command, with the harmless part of this process's environment and the usual limits.
    public static StdioTransport of(String... words) {
        return new StdioTransport(new ChildCommand(List.of(words),
                ChildCommand.environment(System.getenv(), Map.of()), null), MessageTrace.NONE,
                ChildSettings.defaults());
    }

    @Override
    public ServerConnection open(MessageListener listener) {
        try {
            return StdioConnection.on(starter.start(command), listener, trace, settings);
        } catch (IOException e) {
            throw McpClientException.lost("'" + target() + "' cannot be started: "
                    + String.valueOf(e.getMessage()).strip() + ".");
        }
    }

    @Override
    public Kind kind() {
        return Kind.STREAMS;
    }

    /// The program alone: arguments may hold secrets.
    @Override
    public String target() {
        return command.words().getFirst();
    }
}
