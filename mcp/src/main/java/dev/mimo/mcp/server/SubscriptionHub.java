package dev.mimo.mcp.server;

import dev.mimo.file.ByteBudget;
import dev.mimo.mcp.McpLimits;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.task.TaskRecord;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// Where changes are announced and watched. It counts changes instead of queueing them: a watch compares the counts
/// with those it told last, so that many changes become one notification and nothing piles up for a slow client.
final class SubscriptionHub implements ChangeAnnouncer {
    private final Map<Topic, AtomicLong> changes = new EnumMap<>(Topic.class);
    private final AtomicLong updates = new AtomicLong();
    private final Set<ChangeNotifier> watches = ConcurrentHashMap.newKeySet();
    private volatile Runnable heard = () -> {};
    private final CountDownLatch closed = new CountDownLatch(1);

    /// A list that changes as a whole.
    enum Topic {
        TOOLS("toolsListChanged", McpMethods.TOOLS_LIST_CHANGED), PROMPTS("promptsListChanged",
                McpMethods.PROMPTS_LIST_CHANGED), RESOURCES("resourcesListChanged",
                        McpMethods.RESOURCES_LIST_CHANGED);

        private final String wish;
        private final String method;

        Topic(String wish, String method) {
            this.wish = wish;
            this.method = method;
        }

        /// Its name in what a client wishes to hear.
        String wish() {
            return wish;
        }

        /// The notification.
        String method() {
            return method;
        }
    }

    private final ByteBudget watched;

    /// @param watchedCharsMax of the addresses that all clients watch together
    SubscriptionHub(long watchedCharsMax) {
        watched = new ByteBudget(watchedCharsMax);
        for (Topic topic : Topic.values()) {
            changes.put(topic, new AtomicLong());
        }
    }

    @Override
    public void toolsChanged() {
        changed(Topic.TOOLS);
    }

    @Override
    public void promptsChanged() {
        changed(Topic.PROMPTS);
    }

    @Override
    public void resourcesChanged() {
        changed(Topic.RESOURCES);
    }

    @Override
    public void resourceUpdated(String uri) {
        updates.incrementAndGet();
        watches.forEach(changeNotifier -> changeNotifier.updated(uri));
    }

    @Override
    public void resourcesUpdated(String uri) {
        updates.incrementAndGet();
        watches.forEach(changeNotifier -> changeNotifier.updatedBelow(uri));
    }

    @Override
    public boolean areResourcesHeard() {
        return watches.stream().anyMatch(ChangeNotifier::hearsOfResources);
    }

    @Override
    public void onResourcesHeard(Runnable told) {
        heard = told;
    }

    void taskChanged(TaskRecord task) {
        watches.forEach(changeNotifier -> changeNotifier.changed(task));
    }

    long changes(Topic topic) {
        return count(topic).get();
    }

    long updates() {
        return updates.get();
    }

    void add(ChangeNotifier changeNotifier) {
        watches.add(changeNotifier);
        ready(changeNotifier);
    }

    /// The watch is attached, or has become ready, or has more interests.
    void ready(ChangeNotifier changeNotifier) {
        if (changeNotifier.hearsOfResources()) {
            heard.run();
        }
    }

    void remove(ChangeNotifier changeNotifier) {
        watches.remove(changeNotifier);
    }

    /// Makes room for an address that a client watches; `unwatched` must follow.
    ///
    /// @throws RpcException when it is too long, or there is no room
    void watched(String uri) {
        if (uri.length() > McpLimits.WATCHED_CHARS_MAX) {
            throw RpcException.invalidParams("What is watched has an address of at most "
                    + McpLimits.WATCHED_CHARS_MAX + " characters.");
        }
        if (!watched.take(uri.length())) {
            throw RpcException.busy("The clients of this server watch as much as it can keep in mind: unsubscribe from "
                    + "something first, or try later.");
        }
    }

    void unwatched(Collection<String> uris) {
        uris.forEach(uri -> watched.give(uri.length()));
    }

    /// Waits until the server closes.
    void awaitClose() throws InterruptedException {
        closed.await();
    }

    void close() {
        closed.countDown();
    }

    private AtomicLong count(Topic topic) {
        return Objects.requireNonNull(changes.get(topic));
    }

    private void changed(Topic topic) {
        count(topic).incrementAndGet();
        watches.forEach(ChangeNotifier::signal);
    }
}
