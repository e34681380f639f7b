package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.server.task.TaskRecord;
import dev.mimo.mcp.server.task.TaskShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells one client of changes, as far as it is interested, over the way that is attached. What happens while none is,
/// is told once one is. A thread sends while there is something to send; whoever announces never waits for it.
final class ChangeNotifier {
    private final SubscriptionHub hub;
    private final Interests interests;
    private final @Nullable JsonNode subscription;
    private final Duration poll;
    // the rest is guarded by this
    private final Map<SubscriptionHub.Topic, Long> told = new EnumMap<>(SubscriptionHub.Topic.class);
    private long toldUpdates;
    // both hold at most what the client is interested in
    private final Set<String> updated = new LinkedHashSet<>();
    private final Map<String, TaskRecord> tasks = new LinkedHashMap<>();
    private @Nullable MessageSink sink;
    private boolean sending;

    /// What a client wants to hear of.
    interface Interests {
        /// Whether it can be told anything yet.
        boolean isReady();

        boolean in(SubscriptionHub.Topic topic);

        /// The addresses of the resources that it watches.
        Set<String> resources();

        boolean in(TaskRecord task);
    }

    /// @param subscription what each notification is marked with; absent when it is not
    ChangeNotifier(SubscriptionHub hub, Interests interests, @Nullable JsonNode subscription, Duration poll) {
        this.hub = hub;
        this.interests = interests;
        this.subscription = subscription;
        this.poll = poll;
        forget();
    }

    /// Leaves aside all that happened until now.
    final synchronized void forget() {
        for (SubscriptionHub.Topic topic : SubscriptionHub.Topic.values()) {
            told.put(topic, hub.changes(topic));
        }
        toldUpdates = hub.updates();
        updated.clear();
    }

    /// Whatever may have changed counts as changed: the client was not heard of for a while.
    synchronized void missedAll() {
        told.clear();
    }

    void attach(MessageSink to) {
        synchronized (this) {
            if (sink == null && toldUpdates != hub.updates()) {
                // which ones changed meanwhile is not known: to be told of one too many only costs a look
                updated.addAll(interests.resources());
            }
            sink = to;
        }
        hub.add(this);
        signal();
    }

    /// As `attach`, with a message that goes before all others: what is announced meanwhile is told after it.
    void attach(MessageSink to, Message first) {
        synchronized (this) {
            sink = to;
            sending = true;
        }
        hub.add(this);
        try {
            to.send(first);
        } finally {
            synchronized (this) {
                sending = false;
            }
        }
        signal();
    }

    /// Ends the attachment, unless another took its place.
    void detach(MessageSink from) {
        synchronized (this) {
            if (!from.equals(sink)) {
                return;
            }
            sink = null;
            toldUpdates = hub.updates();
        }
        hub.remove(this);
    }

    /// Ends whatever is attached.
    void end() {
        synchronized (this) {
            sink = null;
        }
        hub.remove(this);
    }

    void updated(String uri) {
        if (interests.resources().contains(uri)) {
            synchronized (this) {
                updated.add(uri);
            }
            signal();
        }
    }

    void updatedBelow(String uri) {
        String folder = uri + "/";
        List<String> below = interests.resources().stream()
                .filter(each -> each.equals(uri) || each.startsWith(folder)).toList();
        if (!below.isEmpty()) {
            synchronized (this) {
                updated.addAll(below);
            }
            signal();
        }
    }

    /// Whether its client would be told of resources, were it attached.
    boolean hearsOfResources() {
        return interests.isReady()
                && (interests.in(SubscriptionHub.Topic.RESOURCES) || !interests.resources().isEmpty());
    }

    /// Its client can be told things from now on.
    void ready() {
        synchronized (this) {
            if (sink == null) {
                return;
            }
        }
        hub.ready(this);
        signal();
    }

    void changed(TaskRecord task) {
        if (interests.in(task)) {
            synchronized (this) {
                tasks.put(task.id(), task);
            }
            signal();
        }
    }

    /// Sees to it that what is due is sent.
    void signal() {
        synchronized (this) {
            if (sink == null || sending || !interests.isReady() || !isDue()) {
                return;
            }
            sending = true;
        }
        Thread.ofVirtual().name("mcp-watch").start(this::send);
    }

    private boolean isDue() {
        for (SubscriptionHub.Topic topic : SubscriptionHub.Topic.values()) {
            if (interests.in(topic) && isNews(topic, hub.changes(topic))) {
                return true;
            }
        }
        return !updated.isEmpty() || !tasks.isEmpty();
    }

    private boolean isNews(SubscriptionHub.Topic topic, long now) {
        Long before = told.get(topic);
        return before == null || before != now;
    }

    private void send() {
        while (true) {
            List<Message> due;
            MessageSink to;
            synchronized (this) {
                due = sink == null ? List.of() : take();
                if (sink == null || due.isEmpty()) {
                    sending = false;
                    return;
                }
                to = sink;
            }
            due.forEach(to::send);
        }
    }

    private List<Message> take() {
        List<Message> due = new ArrayList<>();
        for (SubscriptionHub.Topic topic : SubscriptionHub.Topic.values()) {
            long now = hub.changes(topic);
            if (interests.in(topic) && isNews(topic, now)) {
                due.add(notification(topic.method(), Json.object()));
            }
            told.put(topic, now);
        }
        updated.forEach(uri -> due.add(notification(McpMethods.RESOURCE_UPDATED,
                Json.object().put("uri", uri))));
        updated.clear();
        tasks.values().forEach(task -> due.add(notification(task)));
        tasks.clear();
        return due;
    }

    private Message notification(TaskRecord task) {
        return subscription == null
                ? notification(McpMethods.TASK_STATUS, TaskShape.requested(task, poll))
                : notification(McpMethods.TASK_CHANGED, TaskShape.detailed(task, poll));
    }

    private Message notification(String method, ObjectNode params) {
        if (subscription != null) {
            params.putObject(MetaKeys.META).set(MetaKeys.SUBSCRIPTION_ID, subscription);
        }
        return new Message.Notification(method, params);
    }
}
