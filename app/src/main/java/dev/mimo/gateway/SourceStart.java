package dev.mimo.gateway;

import dev.mimo.gateway.PinnedSource.Started;
import dev.mimo.gateway.ToolRegistry.Registration;
import dev.mimo.mcp.model.ToolDefinition;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/// A source that is brought up in the background while its last known tools are offered already. What clients see
/// after a restart of Mimo is what they saw before it, and changes at most once, when the source turns out to have
/// other tools.
///
/// Lookups never wait for the source; calls do, within the limit of the settings. When it cannot be started, or is
/// gone, its tools are withdrawn; starting it again is for its owner to decide, by beginning anew.
public final class SourceStart implements Registration {
    private final String name;
    private final ToolRegistry registry;
    private final ManifestFolder manifests;
    private final CompletableFuture<Started> live = new CompletableFuture<>();
    private final Thread thread;
    // all that has offered tools for this start: what is pinned, and the source itself
    private final CopyOnWriteArrayList<ToolSource> offering = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /// Brings a source up, for as long as it takes, on a thread of its own that is interrupted when nobody wants the
    /// source any more; whatever was started by then is for the starter to end.
    @FunctionalInterface
    public interface Starter {
        ToolSource start() throws IOException, InterruptedException;
    }

    private SourceStart(String name, Starter starter, ToolRegistry registry, ManifestFolder manifests) {
        this.name = name;
        this.registry = registry;
        this.manifests = manifests;
        this.thread = Thread.ofVirtual().name("starting " + name).unstarted(() -> run(starter));
    }

    /// Offers what is pinned of the source, then starts it. Returns at once.
    ///
    /// @param name of the source that the starter makes
    public static SourceStart begin(String name, Starter starter, ToolRegistry registry, ManifestFolder manifests) {
        SourceStart start = new SourceStart(name, starter, registry, manifests);
        Manifest manifest = manifests.find(name);
        if (manifest != null) {
            start.offer(new PinnedSource(manifest, start.live, registry.settings().startWait()), _ -> {});
        }
        start.thread.start();
        return start;
    }

    /// Ends when the source has been started and is offered, or with the reason why it is not.
    public CompletableFuture<?> started() {
        return live.copy();
    }

    /// Asks the source for its tools again, and pins them: to be called when it says that they have changed. Does
    /// nothing before it has started, since it is asked then anyway.
    public void relist() {
        Started started = live.isCompletedExceptionally() ? null : live.getNow(null);
        if (started != null) {
            offer(started.source());
        }
    }

    /// Withdraws the tools, and stops the start if it is still under way.
    @Override
    public void close() {
        closed = true;
        live.cancel(false);
        thread.interrupt();
        offering.forEach(registry::withdraw);
    }

    private void run(Starter starter) {
        try {
            ToolSource source = starter.start();
            if (!source.name().equals(name)) {
                throw new IllegalStateException("the source '" + name + "' calls itself '" + source.name() + "'");
            }
            offer(source);
        } catch (InterruptedException _) {
            close();
        } catch (IOException | RuntimeException | Error e) {
            live.completeExceptionally(e);
            close();
            LoggerFactory.getLogger(SourceStart.class).warn("the source of tools '{}' could not be started", name, e);
        }
    }

    private void offer(ToolSource source) {
        offer(source, tools -> {
            pin(tools);
            live.complete(new Started(source, tools));
        });
    }

    /// Whoever closes this meanwhile finds the tools in the registry, or leaves them to be withdrawn here. It is the
    /// source that is withdrawn, not one registration of it: of two that overlap, nobody here knows which one counts.
    private void offer(ToolSource source, Consumer<List<ToolDefinition>> offered) {
        offering.addIfAbsent(source);
        registry.register(source, offered);
        if (closed) {
            registry.withdraw(source);
        }
    }

    private void pin(List<ToolDefinition> tools) {
        try {
            manifests.keep(new Manifest(name, tools));
        } catch (IOException e) {
            // the next start lists them later than it could, that is all
            LoggerFactory.getLogger(SourceStart.class).warn("the tools of '{}' could not be pinned", name, e);
        }
    }
}
