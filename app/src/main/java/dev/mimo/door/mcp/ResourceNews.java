package dev.mimo.door.mcp;

import dev.mimo.mcp.server.ChangeAnnouncer;
import dev.mimo.memory.MemoryNews;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.tools.MemoryUri;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// Passes changes of memories on to MCP clients: of single resources at once, and that the list has changed once in a
/// while, since each new memory changes it and each client then fetches it again.
final class ResourceNews implements MemoryNews.Listener {
    private final ChangeAnnouncer announcements;
    private final Duration pause;
    private final AtomicBoolean due = new AtomicBoolean();

    /// @param pause how long changes of the list are gathered before clients are told of them
    ResourceNews(ChangeAnnouncer announcements, Duration pause) {
        this.announcements = announcements;
        this.pause = pause;
    }

    @Override
    public boolean hears() {
        return announcements.areResourcesHeard();
    }

    @Override
    public void changed(Namespace namespace, Set<MemoryId> ids) {
        String newest = new MemoryUri(namespace, null).text();
        if (ids.isEmpty()) {
            // which ones is not known: to be told of one too many only costs a look
            announcements.resourcesUpdated(newest);
        } else {
            announcements.resourceUpdated(newest);
            ids.forEach(id -> announcements.resourceUpdated(new MemoryUri(namespace, id.value()).text()));
        }
        if (due.compareAndSet(false, true)) {
            Thread.ofVirtual().name("resource news").start(this::tellLater);
        }
    }

    private void tellLater() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            // told earlier, then
        }
        // before it is told: what changes from now on is told again
        due.set(false);
        announcements.resourcesChanged();
    }
}
