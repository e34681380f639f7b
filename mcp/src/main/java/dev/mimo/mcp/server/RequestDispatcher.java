package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.LogLevel;
import dev.mimo.mcp.schema.SchemaSettings;
import dev.mimo.mcp.schema.SchemaValidator;
import dev.mimo.mcp.server.input.RequestStateCipher;
import dev.mimo.mcp.server.task.DetachableCall;
import dev.mimo.mcp.server.task.RequestedTaskMethods;
import dev.mimo.mcp.server.task.TaskMethods;
import dev.mimo.mcp.server.task.TaskOptions;
import dev.mimo.mcp.server.task.TaskOwner;
import dev.mimo.mcp.server.task.TaskRunner;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Which method is answered by what, in each era.
final class RequestDispatcher {
    private final IntroductionMethods introduction;
    private final BiFunction<String, Throwable, RpcError> faults;
    private final TaskRunner runs;
    private final TaskMethods tasks;
    private final RequestedTaskMethods requestedTasks;
    private final Duration patience;
    private final ListenMethods listening;
    private final @Nullable ToolMethods tools;
    private final @Nullable ResourceMethods resources;
    private final @Nullable PromptMethods prompts;
    private final @Nullable CompletionMethods completions;
    private final Set<SubscriptionHub.Topic> offered = EnumSet.noneOf(SubscriptionHub.Topic.class);

    /// @param faults turns a bug during a method into the error that is told of it
    RequestDispatcher(IntroductionMethods introduction, ServerFeatures features, McpServerSettings settings,
            SubscriptionHub hub, Clock clock, BiFunction<String, Throwable, RpcError> faults) {
        this.introduction = introduction;
        this.faults = faults;
        McpServerSettings.Asks asks = settings.asks();
        CallRunner calls = new CallRunner(new RequestStateCipher(clock, asks.stateKept(), asks.stateBytesMax()), asks);
        McpServerSettings.Running kept = settings.tasks();
        this.runs = new TaskRunner(kept.most(), kept.kept(), kept.poll(), clock, hub::taskChanged);
        this.tasks = new TaskMethods(runs);
        this.requestedTasks = new RequestedTaskMethods(runs, settings.pageSize());
        this.patience = asks.patience();
        this.tools = features.tools() == null
                ? null
                : new ToolMethods(features.tools(), calls, new SchemaValidator(SchemaSettings.defaults()), settings);
        this.resources = features.resources() == null
                ? null
                : new ResourceMethods(features.resources(), calls, settings);
        this.prompts = features.prompts() == null ? null : new PromptMethods(features.prompts(), calls, settings);
        this.completions = features.completions() == null
                ? null
                : new CompletionMethods(features.completions(), features.prompts());
        offer(SubscriptionHub.Topic.TOOLS, tools);
        offer(SubscriptionHub.Topic.PROMPTS, prompts);
        offer(SubscriptionHub.Topic.RESOURCES, resources);
        this.listening = new ListenMethods(hub, runs, offered, features.resources(), settings.listening());
    }

    private void offer(SubscriptionHub.Topic topic, @Nullable Object feature) {
        if (feature != null) {
            offered.add(topic);
        }
    }

    /// The lists that can change here.
    Set<SubscriptionHub.Topic> offered() {
        return offered;
    }

    ObjectNode stateful(RequestExchange exchange) throws InterruptedException {
        ObjectNode params = exchange.request().params();
        McpSession session = exchange.session();
        if (!exchange.request().method().equals(McpMethods.INITIALIZE)) {
            // whoever sends more has the answer to its handshake
            session.ready();
        }
        return switch (exchange.request().method()) {
            case McpMethods.INITIALIZE -> introduction.initialize(exchange);
            case McpMethods.PING -> Json.object();
            case McpMethods.SET_LOG_LEVEL -> {
                LogLevel level = LogLevel.of(params.path("level").asString(""));
                if (level == null) {
                    throw RpcException.invalidParams("'level' must be a level of RFC 5424, such as 'info'.");
                }
                session.log(level);
                yield Json.object();
            }
            case McpMethods.RESOURCES_SUBSCRIBE -> offered(exchange, resources).subscribe(exchange);
            case McpMethods.RESOURCES_UNSUBSCRIBE -> offered(exchange, resources).unsubscribe(exchange);
            default -> stateful(exchange, session.terms());
        };
    }

    private ObjectNode stateful(RequestExchange exchange, NegotiatedTerms terms) throws InterruptedException {
        String method = exchange.request().method();
        if (tools == null || !method.startsWith("tasks/") || !terms.revision().hasRequestedTasks()) {
            return shared(exchange, terms);
        }
        ObjectNode params = exchange.request().params();
        return switch (method) {
            case McpMethods.TASKS_GET -> requestedTasks.get(params, exchange.owner());
            case McpMethods.TASKS_LIST -> requestedTasks.list(params, exchange.owner());
            case McpMethods.TASKS_CANCEL -> requestedTasks.cancel(params, exchange.owner());
            case McpMethods.TASKS_RESULT -> requestedTasks.result(params, exchange.owner(),
                    task -> new StatefulInputRequester(exchange, terms, patience, task));
            default -> throw RpcException.methodNotFound(method);
        };
    }

    ObjectNode stateless(RequestExchange exchange) throws InterruptedException {
        NegotiatedTerms terms = RequestMetadata.terms(exchange.request());
        ObjectNode params = exchange.request().params();
        ObjectNode result = switch (exchange.request().method()) {
            case McpMethods.DISCOVER -> introduction.discover(terms);
            case McpMethods.LISTEN -> listening.listen(exchange, terms);
            case McpMethods.TASKS_GET -> tasks.get(params, exchange.owner(), terms.client());
            case McpMethods.TASKS_UPDATE -> tasks.update(params, exchange.owner(), terms.client());
            case McpMethods.TASKS_CANCEL -> tasks.cancel(params, exchange.owner(), terms.client());
            default -> shared(exchange, terms);
        };
        if (!result.has("resultType")) {
            result.put("resultType", "complete");
        }
        boolean introduces = exchange.request().method().equals(McpMethods.DISCOVER);
        result.withObjectProperty(MetaKeys.META).set(MetaKeys.SERVER_INFO, introduces
                ? introduction.self(terms.revision())
                : introduction.serverInfo(terms.revision()));
        return result;
    }

    private ObjectNode shared(RequestExchange exchange, NegotiatedTerms terms) throws InterruptedException {
        ObjectNode params = exchange.request().params();
        return switch (exchange.request().method()) {
            case McpMethods.TOOLS_LIST -> offered(exchange, tools).list(params, terms);
            case McpMethods.TOOLS_CALL ->
                offered(exchange, tools).call(exchange, terms, () -> detachable(exchange, terms));
            case McpMethods.RESOURCES_LIST -> offered(exchange, resources).list(exchange, terms);
            case McpMethods.RESOURCES_TEMPLATES_LIST -> offered(exchange, resources).templates(params, terms);
            case McpMethods.RESOURCES_READ -> offered(exchange, resources).read(exchange, terms);
            case McpMethods.PROMPTS_LIST -> offered(exchange, prompts).list(params, terms);
            case McpMethods.PROMPTS_GET -> offered(exchange, prompts).get(exchange, terms);
            case McpMethods.COMPLETE -> offered(exchange, completions).complete(params);
            default -> throw RpcException.methodNotFound(exchange.request().method());
        };
    }

    private DetachableCall detachable(RequestExchange exchange, NegotiatedTerms terms) {
        TaskOptions asked =
                TaskOptions.of(exchange.request().params(), exchange.owner(), terms.revision(), terms.client());
        return new DetachableCall(runs, asked,
                bug -> faults.apply(exchange.request().method(), bug));
    }

    private static <T> T offered(RequestExchange exchange, @Nullable T feature) {
        if (feature == null) {
            throw RpcException.methodNotFound(exchange.request().method());
        }
        return feature;
    }

    /// Nobody can ask for the tasks of a session that is over.
    void ended(McpSession session) {
        if (session.agreed() != null) {
            runs.forget(TaskOwner.session(session.number()));
        }
    }

    void close() {
        runs.close();
    }
}
