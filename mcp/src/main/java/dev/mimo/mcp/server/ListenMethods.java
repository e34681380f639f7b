package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.ResourceProvider;
import dev.mimo.mcp.server.task.TaskRecord;
import dev.mimo.mcp.server.task.TaskRunner;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `subscriptions/listen`: a request that lasts, and tells meanwhile what its client wished to hear.
final class ListenMethods {
    private final SubscriptionHub hub;
    private final TaskRunner tasks;
    private final Set<SubscriptionHub.Topic> offered;
    private final @Nullable ResourceProvider resources;
    private final int wishesMax;
    private final Semaphore places;

    /// @param offered the lists that can change here
    /// @param resources absent where there are none
    ListenMethods(SubscriptionHub hub, TaskRunner tasks, Set<SubscriptionHub.Topic> offered,
            @Nullable ResourceProvider resources,
            McpServerSettings.Listening settings) {
        this.hub = hub;
        this.tasks = tasks;
        this.offered = Set.copyOf(offered);
        this.resources = resources;
        this.wishesMax = settings.resourcesMax();
        this.places = new Semaphore(settings.listenersMax());
    }

    /// What of its wishes is honored.
    private record Honored(Set<SubscriptionHub.Topic> topics, Set<String> resources, Set<String> taskIds)
            implements
                ChangeNotifier.Interests {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public boolean in(SubscriptionHub.Topic topic) {
            return topics.contains(topic);
        }

        @Override
        public boolean in(TaskRecord task) {
            return taskIds.contains(task.id());
        }
    }

    /// Blocks until the server closes.
    ///
    /// @throws InterruptedException when the client ended it
    ObjectNode listen(RequestExchange exchange, NegotiatedTerms terms) throws InterruptedException {
        Honored honored = honored(exchange, terms);
        if (!places.tryAcquire()) {
            throw RpcException.busy("Too many subscriptions are open: end one first, or try later.");
        }
        List<String> watched = new ArrayList<>();
        try {
            for (String uri : honored.resources()) {
                hub.watched(uri);
                watched.add(uri);
            }
            JsonNode id = MessageCodec.node(exchange.request().id());
            ChangeNotifier changeNotifier = new ChangeNotifier(hub, honored, id, tasks.poll());
            if (resources != null && changeNotifier.hearsOfResources()) {
                resources.watch();
            }
            MessageSink sink = exchange::send;
            try {
                changeNotifier.attach(sink, acknowledged(id, honored));
                hub.awaitClose();
            } finally {
                changeNotifier.detach(sink);
            }
            ObjectNode result = Json.object();
            result.putObject(MetaKeys.META).set(MetaKeys.SUBSCRIPTION_ID, id);
            return result;
        } finally {
            hub.unwatched(watched);
            places.release();
        }
    }

    private Honored honored(RequestExchange exchange, NegotiatedTerms terms) {
        JsonNode wishes = exchange.request().params().path("notifications");
        if (!wishes.isObject()) {
            throw RpcException.invalidParams("'notifications' must be an object that says what to listen to.");
        }
        Set<SubscriptionHub.Topic> topics = EnumSet.noneOf(SubscriptionHub.Topic.class);
        for (SubscriptionHub.Topic topic : offered) {
            if (wishes.path(topic.wish()).asBoolean(false)) {
                topics.add(topic);
            }
        }
        Set<String> resources = this.resources == null ? Set.of() : texts(wishes, "resourceSubscriptions");
        Set<String> ids = texts(wishes, "taskIds");
        if (!ids.isEmpty()) {
            terms.client().requireTasks();
        }
        ids.removeIf(id -> tasks.find(id, exchange.owner()) == null);
        return new Honored(topics, resources, ids);
    }

    private Set<String> texts(JsonNode wishes, String name) {
        JsonNode array = wishes.path(name);
        if (array.isMissingNode() || array.isNull()) {
            return new LinkedHashSet<>();
        }
        if (!array.isArray() || array.size() > wishesMax || !array.valueStream().allMatch(JsonNode::isString)) {
            throw RpcException.invalidParams("'" + name + "' must be an array of at most " + wishesMax + " strings.");
        }
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(text -> texts.add(text.stringValue()));
        return texts;
    }

    private static Message acknowledged(JsonNode id, Honored honored) {
        ObjectNode params = Json.object();
        params.putObject(MetaKeys.META).set(MetaKeys.SUBSCRIPTION_ID, id);
        ObjectNode said = params.putObject("notifications");
        honored.topics().forEach(topic -> said.put(topic.wish(), true));
        put(said, "resourceSubscriptions", honored.resources());
        put(said, "taskIds", honored.taskIds());
        return new Message.Notification(McpMethods.SUBSCRIPTION_ACKNOWLEDGED, params);
    }

    private static void put(ObjectNode said, String name, Set<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = said.putArray(name);
            texts.forEach(array::add);
        }
    }
}
