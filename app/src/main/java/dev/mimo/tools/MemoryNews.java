package dev.mimo.tools;

import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.terms.Namespace;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Who wants to hear of changed memories, and the memory calls that tell them. Hears of what goes through these calls,
/// whichever door it came in by; not of what another process writes to the same data.
public final class MemoryNews {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /// Hears of each change once it is durable, on the thread that made it; must be quick and must not throw.
    @FunctionalInterface
    public interface Listener {
        /// @param id absent when many memories changed in one write
        void changed(Namespace namespace, @Nullable String id);
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /// The same calls, and whoever listens hears of their changes.
    public MemoryCalls watched(MemoryCalls calls) {
        return new WatchedMemoryCalls(calls, this);
    }

    boolean isHeard() {
        return !listeners.isEmpty();
    }

    void changed(Namespace namespace, @Nullable String id) {
        listeners.forEach(listener -> listener.changed(namespace, id));
    }
}
