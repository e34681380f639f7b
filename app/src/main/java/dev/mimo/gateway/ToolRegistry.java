package dev.mimo.gateway;

import dev.mimo.mcp.model.ToolDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// All tools that can be called now, each owned by the source that registered it.
///
/// Lookups read a finished snapshot and never wait, whatever a source is doing; a set of tools appears, is replaced and
/// goes as a whole. A source that takes its time, or throws, holds up nobody but whoever registers it. Of two sources
/// with the same name the one that began to register later counts, and two names cannot collide (see `ToolNames`).
/// Nothing here outlives the process: what should be there after a start is registered again (see `SourceStart`).
public final class ToolRegistry {
    private final GatewaySettings settings;
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    // tells a registration from a later one of the same source
    private final AtomicLong registrations = new AtomicLong();
    // what each source offers, by the source's name: Mimo's own, whose name is empty, come first; guarded by this
    private final TreeMap<String, ToolOffer> offers = new TreeMap<>();
    private volatile Snapshot snapshot = new Snapshot(List.of(), List.of(), Map.of());

    private record Snapshot(List<ToolDefinition> listed, List<ToolDefinition> ofSkills,
            Map<String, RegisteredTool> callable) {}

    /// With the usual limits.
    public ToolRegistry() {
        this(GatewaySettings.defaults());
    }

    public ToolRegistry(GatewaySettings settings) {
        this.settings = settings;
    }

    GatewaySettings settings() {
        return settings;
    }

    /// Offers the source's tools, all at once, in place of those that its name offered before, until the registration
    /// is closed or the source is gone. A source whose list has changed registers again.
    ///
    /// @return takes the tools away again, unless another registration has taken the name over meanwhile
    /// @throws IllegalArgumentException when the source's name could be confused with another's
    public Registration register(ToolSource source) {
        return register(source, _ -> {});
    }

    /// @param offered is given the source's own list once that is what the registry offers
    Registration register(ToolSource source, Consumer<List<ToolDefinition>> offered) {
        ToolNames.checkSource(source.name());
        long number = registrations.incrementAndGet();
        // asked outside the lock: a source may take its time
        ToolOffer offer = ToolOffer.of(number, source, settings.toolsPerSource());
        boolean isNew;
        boolean changed;
        synchronized (this) {
            ToolOffer before = offers.get(offer.name());
            if (before != null && before.number() > number) {
                // this list was asked for first, and is the older one
                return () -> {};
            }
            offers.put(offer.name(), offer);
            isNew = before == null || !before.isOf(source);
            changed = rebuilt();
        }
        if (changed) {
            tell();
        }
        if (isNew) {
            // once for each source, however often it registers: what it hangs on may live long
            source.gone().whenComplete((_, _) -> withdraw(source));
        }
        offered.accept(offer.own());
        return () -> withdraw(offer.name(), current -> current.number() == number);
    }

    /// The right to take something away again; doing so twice is no fault.
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /// All listed tools: Mimo's own first, then each source's in the order of the sources' names.
    public List<ToolDefinition> tools() {
        return snapshot.listed();
    }

    /// What of these are not Mimo's own; the same list until something has changed.
    public List<ToolDefinition> skillTools() {
        return snapshot.ofSkills();
    }

    /// The tool that is callable under this name now; absent when there is none.
    public @Nullable RegisteredTool find(String exposedName) {
        return snapshot.callable().get(exposedName);
    }

    /// Calls the listener after each change of what is listed, on the thread that made it; it must be quick.
    ///
    /// @return ends the listening
    public Registration listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Takes away what this source offers, whichever registration of it that is.
    void withdraw(ToolSource source) {
        withdraw(source.name(), current -> current.isOf(source));
    }

    private void withdraw(String name, Predicate<ToolOffer> which) {
        boolean changed;
        synchronized (this) {
            ToolOffer current = offers.get(name);
            if (current == null || !which.test(current)) {
                return;
            }
            offers.remove(name);
            changed = rebuilt();
        }
        if (changed) {
            tell();
        }
    }

    /// Each listener hears of it, whatever the one before it does.
    private void tell() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LoggerFactory.getLogger(ToolRegistry.class).error("a listener to the registry of tools failed", e);
            }
        }
    }

    /// @return whether other tools are listed now than before
    private boolean rebuilt() {
        List<ToolDefinition> listed = new ArrayList<>();
        Map<String, RegisteredTool> callable = new HashMap<>();
        int own = 0;
        for (ToolOffer offer : offers.values()) {
            listed.addAll(offer.listed());
            own = offer.name().isEmpty() ? listed.size() : own;
            callable.putAll(offer.callable());
        }
        Snapshot before = snapshot;
        snapshot = new Snapshot(List.copyOf(listed), List.copyOf(listed.subList(own, listed.size())),
                Map.copyOf(callable));
        return !before.listed().equals(listed);
    }
}
