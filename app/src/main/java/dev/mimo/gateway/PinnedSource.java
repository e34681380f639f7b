package dev.mimo.gateway;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ObjectNode;

/// Stands in for a source that is being started: has its last known tools, and hands calls on once it is there.
///
/// @param live ends when the source can be called, or cannot
/// @param patience how long a call waits for that
record PinnedSource(Manifest manifest, CompletableFuture<Started> live, Duration patience) implements ToolSource {

    /// A source that has started, and the tools that it turned out to have.
    record Started(ToolSource source, List<ToolDefinition> tools) {
        boolean has(String tool) {
            return tools.stream().anyMatch(each -> each.name().equals(tool));
        }
    }

    @Override
    public String name() {
        return manifest.source();
    }

    @Override
    public List<ToolDefinition> tools() {
        return manifest.tools();
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments, CallContext context) throws InterruptedException {
        Started started = started();
        if (!started.has(tool)) {
            throw Refusal.notFound("The tools of '" + name() + "' have changed; '" + tool + "' is no longer there.",
                    "List the tools again.");
        }
        return started.source().call(tool, arguments, context);
    }

    private Started started() throws InterruptedException {
        try {
            return live.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw unavailable("is still being started", "Try again in a few seconds.", Duration.ofSeconds(5));
        } catch (CancellationException _) {
            throw unavailable("is no longer offered", "List the tools again.", Duration.ofSeconds(1));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw unavailable("could not be started", "Look into Mimo's log for the reason, then try again.",
                    Duration.ofSeconds(30));
        }
    }

    private RefusedException unavailable(String what, String remedy, Duration retryAfter) {
        return new RefusedException(
                new Refusal.Unavailable("The source of tools '" + name() + "' " + what + ".", remedy, retryAfter));
    }
}
