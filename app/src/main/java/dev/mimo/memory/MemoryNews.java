package dev.mimo.memory;

import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.util.Set;

/// News of memories that changed, whichever process changed them. Nobody looks for news while no listener hears.
public interface MemoryNews {
    /// From now on this listener is told too, for as long as the news are open.
    void listen(Listener listener);

    /// A listener has begun to hear. Returns at once; the first time, looking begins about a second later, unless
    /// somebody waits for it by `begin`.
    void wake();

    /// Returns once all that is changed from now on will be told, also to those who begin to hear later; gives up
    /// waiting for that after two seconds.
    void begin() throws InterruptedException;

    /// Hears of changes once they are durable. Must be quick and must not throw.
    interface Listener {
        /// Whether anybody is there to be told.
        boolean hears();

        /// Memories of the namespace were stored, edited, deleted or restored; being embedded is no change.
        ///
        /// @param ids empty when there are too many to name them
        void changed(Namespace namespace, Set<MemoryId> ids);
    }
}
