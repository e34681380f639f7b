package dev.mimo.gateway;

import dev.mimo.mcp.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// All tools that can be called now, each owned by the source that registered it.
///
/// Lookups read a finished snapshot and never wait, whatever a source is doing. Of two tools with the same name in one
/// source the first counts; two sources cannot collide (see `ToolNames`).
public final class ToolRegistry {
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    // tells a registration from a later one of the same source
    private final AtomicLong registrations = new AtomicLong();
    // what each source offers, by the source's name: Mimo's own, whose name is empty, come first; guarded by this
    private final TreeMap<String, Offer> offers = new TreeMap<>();
    private volatile Snapshot snapshot = new Snapshot(List.of(), Map.of());

    private record Offer(long number, ToolSource source, List<ToolDefinition> listed,
            Map<String, RegisteredTool> callable) {}

    private record Snapshot(List<ToolDefinition> listed, Map<String, RegisteredTool> callable) {}

    /// Offers the source's tools, all at once, in place of those that its name offered before.
    ///
    /// @return takes them away again, unless another source has taken the name over meanwhile
    /// @throws IllegalArgumentException when the source's name could be confused with another's
    public Registration register(ToolSource source) {
        ToolNames.checkSource(source.name());
        // asked outside the lock: a source may take its time
        Offer offer = offer(source);
        synchronized (this) {
            offers.put(source.name(), offer);
            rebuild();
        }
        listeners.forEach(Runnable::run);
        return () -> withdraw(offer);
    }

    /// The right to take a source's tools away; doing so twice is no fault.
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /// All listed tools: Mimo's own first, then each source's in the order of the sources' names.
    public List<ToolDefinition> tools() {
        return snapshot.listed();
    }

    /// The tool that is callable under this name now; absent when there is none.
    public @Nullable RegisteredTool find(String exposedName) {
        return snapshot.callable().get(exposedName);
    }

    /// Calls the listener after each change, on the thread that made it; it must be quick and must not throw.
    ///
    /// @return ends the listening
    public Registration listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void withdraw(Offer offer) {
        synchronized (this) {
            Offer current = offers.get(offer.source().name());
            if (current == null || current.number() != offer.number()) {
                return;
            }
            offers.remove(offer.source().name());
            rebuild();
        }
        listeners.forEach(Runnable::run);
    }

    private Offer offer(ToolSource source) {
        List<ToolDefinition> listed = new ArrayList<>();
        Map<String, RegisteredTool> callable = new HashMap<>();
        for (ToolDefinition tool : source.tools()) {
            if (add(source, tool, callable)) {
                listed.add(tool.named(ToolNames.exposed(source.name(), tool.name())));
            }
        }
        source.unlisted().forEach(tool -> add(source, tool, callable));
        return new Offer(registrations.incrementAndGet(), source, List.copyOf(listed), Map.copyOf(callable));
    }

    private static boolean add(ToolSource source, ToolDefinition tool, Map<String, RegisteredTool> callable) {
        if (!ToolNames.isOfferable(source.name(), tool.name())) {
            return false;
        }
        String exposed = ToolNames.exposed(source.name(), tool.name());
        return callable.putIfAbsent(exposed, new RegisteredTool(tool.named(exposed), tool.name(), source)) == null;
    }

    private void rebuild() {
        List<ToolDefinition> listed = new ArrayList<>();
        Map<String, RegisteredTool> callable = new HashMap<>();
        for (Offer offer : offers.values()) {
            listed.addAll(offer.listed());
            callable.putAll(offer.callable());
        }
        snapshot = new Snapshot(List.copyOf(listed), Map.copyOf(callable));
    }
}
