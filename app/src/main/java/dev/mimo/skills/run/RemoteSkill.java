package dev.mimo.skills.run;

import dev.mimo.mcp.client.McpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A server elsewhere: its client connects anew by itself, so that it is gone only when it is closed.
record RemoteSkill(McpClient client, CompletableFuture<Boolean> closed) implements RunningSkill {
    RemoteSkill(McpClient client) {
        this(client, new CompletableFuture<>());
    }

    @Override
    public CompletionStage<?> gone() {
        return closed;
    }

    @Override
    public void close() {
        client.close();
        closed.complete(true);
    }
}
