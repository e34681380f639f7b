package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.Transport;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.OutputValidator;
import dev.mimo.mcp.client.use.ServerFacts;
import dev.mimo.mcp.client.use.Subscription;
import dev.mimo.mcp.client.use.SubscriptionFilter;
import dev.mimo.mcp.client.use.TaskState;
import dev.mimo.mcp.client.use.ToolList;
import dev.mimo.mcp.codec.ContentCodec;
import dev.mimo.mcp.codec.PromptCodec;
import dev.mimo.mcp.codec.ResourceCodec;
import dev.mimo.mcp.model.CompletionProvider;
import dev.mimo.mcp.model.LogLevel;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.PromptProvider;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ResourceTemplate;
import dev.mimo.mcp.model.ToolResult;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One server, called. Every call waits for its result on the thread that makes it; an interrupt cancels the call, on
/// the server too. A connection that breaks fails the calls under way, and is made anew by the next one. Safe for many
/// threads.
///
/// Every call throws `McpClientException` with the reason when it brings no result.
public final class McpClient implements AutoCloseable {
    private final ReconnectingConnection connection;
    private final RetryingSender retryingSender;
    private final InputRequiredLoop inputLoop;
    private final ListPager listPager;
    private final TaskFollower taskFollower;
    private final ToolCatalog toolCatalog;
    private final SubscriptionRegistry subscriptions;
    private final HandlerExecutor handlerExecutor;
    private volatile @Nullable LogLevel logLevel;

    private McpClient(Parts parts, Transport transport, OutputValidator checker) {
        ClientSettings settings = parts.settings();
        ResultCache cache = new ResultCache(parts.clock(), settings.cacheEntriesMax());
        ProgressRouter progressRouter = new ProgressRouter();
        InputResponder inputResponder = new InputResponder(parts.profile(), parts.handlers());
        RequestSender sender = new RequestSender(parts.profile(), progressRouter);
        handlerExecutor = new HandlerExecutor();
        ChangeRouter changeRouter = new ChangeRouter(cache, handlerExecutor, parts.handlers());
        connection = new ReconnectingConnection(new EraNegotiator(transport, parts.profile(), settings, sender,
                () -> new ServerMessageRouter(inputResponder, progressRouter, handlerExecutor, changeRouter,
                        settings.questionsMax())),
                settings,
                this::restore);
        retryingSender = new RetryingSender(connection, sender, cache);
        inputLoop = new InputRequiredLoop(retryingSender, inputResponder, settings);
        listPager = new ListPager(retryingSender, cache, settings);
        taskFollower = new TaskFollower(retryingSender, inputLoop, settings);
        toolCatalog = new ToolCatalog(connection, listPager, inputLoop, taskFollower, checker);
        subscriptions = new SubscriptionRegistry(retryingSender, changeRouter, settings);
    }

    /// What a client is made of, besides the way to its server.
    public record Parts(ClientProfile profile, ClientHandlers handlers, ClientSettings settings, Clock clock) {}

    /// Connects, and finds out what the server speaks.
    ///
    /// @param checker of structured results against the schemas of their tools
    /// @throws McpClientException when the server cannot be reached or understood
    public static McpClient connect(Transport transport, Parts parts, OutputValidator checker)
            throws InterruptedException {
        McpClient client = new McpClient(parts, transport, checker);
        boolean connected = false;
        try {
            client.connection.get();
            connected = true;
            return client;
        } finally {
            if (!connected) {
                client.close();
            }
        }
    }

    /// Connects with the usual settings and without checks of structured results.
    public static McpClient connect(Transport transport, ClientProfile profile, ClientHandlers handlers)
            throws InterruptedException {
        return connect(transport, new Parts(profile, handlers, ClientSettings.defaults(), Clock.systemUTC()),
                OutputValidator.NONE);
    }

    private void restore(NegotiatedConnection fresh) throws InterruptedException {
        CallOptions options = CallOptions.defaults();
        LogLevel level = logLevel;
        if (level != null && !fresh.isStateless()) {
            retryingSender.sender().send(fresh, McpMethods.SET_LOG_LEVEL, level(level), options, Map.of());
        }
        subscriptions.restore(fresh, options);
    }

    /// What the server said of itself when it was last connected to.
    public ServerFacts server() {
        return connection.last().facts();
    }

    /// The tools, all pages of them. Those that cannot be used are named apart.
    public ToolList listTools(CallOptions options) throws InterruptedException {
        return toolCatalog.list(options);
    }

    /// Calls a tool, answers what the server asks meanwhile, and follows it when it goes on as a task.
    ///
    /// @return also when the tool itself failed, and says so
    public ToolResult callTool(String name, ObjectNode arguments, CallOptions options) throws InterruptedException {
        return toolCatalog.call(name, arguments, options);
    }

    public List<ResourceDefinition> listResources(CallOptions options) throws InterruptedException {
        return listPager.all(McpMethods.RESOURCES_LIST, "resources", options).stream()
                .map(node -> AnswerReader.read(ResourceCodec::read, node)).toList();
    }

    public List<ResourceTemplate> listResourceTemplates(CallOptions options) throws InterruptedException {
        return listPager.all(McpMethods.RESOURCES_TEMPLATES_LIST, "resourceTemplates", options).stream()
                .map(node -> AnswerReader.read(ResourceCodec::readTemplate, node)).toList();
    }

    public List<ResourceBody> readResource(String uri, CallOptions options) throws InterruptedException {
        ObjectNode params = Json.object().put("uri", uri);
        ObjectNode result = retryingSender.cache().get(McpMethods.RESOURCES_READ, params);
        if (result == null) {
            long mark = retryingSender.cache().mark();
            InputRequiredLoop.Ended ended = inputLoop.send(McpMethods.RESOURCES_READ, params, options, Map.of());
            result = ended.result();
            if (ended.rounds() == 1) {
                retryingSender.cache().put(McpMethods.RESOURCES_READ, params, result, mark);
            }
        }
        return AnswerReader.read(ContentCodec::readBodies, result);
    }

    /// Tells the handlers when this resource changes, until the subscription is closed.
    public Subscription subscribe(String uri, CallOptions options) throws InterruptedException {
        return subscriptions.listen(SubscriptionFilter.inResource(uri), options);
    }

    /// Tells the handlers of changes, until the subscription is closed. A server of the stateful era tells of lists and
    /// tasks whether it is asked to or not.
    public Subscription listen(SubscriptionFilter interest, CallOptions options) throws InterruptedException {
        return subscriptions.listen(interest, options);
    }

    public List<PromptDefinition> listPrompts(CallOptions options) throws InterruptedException {
        return listPager.all(McpMethods.PROMPTS_LIST, "prompts", options).stream()
                .map(node -> AnswerReader.read(PromptCodec::read, node)).toList();
    }

    public PromptProvider.Filled getPrompt(String name, Map<String, String> arguments, CallOptions options)
            throws InterruptedException {
        ObjectNode params = Json.object().put("name", name);
        if (!arguments.isEmpty()) {
            ObjectNode given = params.putObject("arguments");
            arguments.forEach(given::put);
        }
        return AnswerReader.read(PromptCodec::readFilled,
                inputLoop.send(McpMethods.PROMPTS_GET, params, options, Map.of()).result());
    }

    /// @param typed so far of the argument's value
    /// @param others the values of the other arguments, as far as they are known
    public CompletionProvider.Proposals complete(CompletionProvider.Reference of, String argument, String typed,
            Map<String, String> others, CallOptions options) throws InterruptedException {
        ObjectNode params = Json.object();
        ObjectNode reference = params.putObject("ref");
        switch (of) {
            case CompletionProvider.Reference.ToPrompt(String name) ->
                reference.put("type", "ref/prompt").put("name", name);
            case CompletionProvider.Reference.ToResource(String template) ->
                reference.put("type", "ref/resource").put("uri", template);
        }
        params.putObject("argument").put("name", argument).put("value", typed);
        if (!others.isEmpty()) {
            ObjectNode given = params.putObject("context").putObject("arguments");
            others.forEach(given::put);
        }
        return AnswerReader.read(PromptCodec::readProposals, call(McpMethods.COMPLETE, params, options));
    }

    /// From which level on the server sends its log lines. In the stateless era there is no such wish for a whole
    /// connection, and this does nothing: each call says it in its options.
    public void setLogLevel(LogLevel level, CallOptions options) throws InterruptedException {
        logLevel = level;
        if (!connection.get().isStateless()) {
            call(McpMethods.SET_LOG_LEVEL, level(level), options);
        }
    }

    private static ObjectNode level(LogLevel level) {
        return Json.object().put("level", level.word());
    }

    /// Whether the server answers: by `ping`, or by describing itself where there is none.
    public void ping(CallOptions options) throws InterruptedException {
        call(connection.get().isStateless() ? McpMethods.DISCOVER : McpMethods.PING, RequestParams.EMPTY, options);
    }

    /// Tells a server of the stateful era that the folders have changed; others ask when they want to know.
    public void rootsChanged() throws InterruptedException {
        NegotiatedConnection link = connection.get();
        if (!link.isStateless()) {
            link.connection().tell(RequestParams.notification(McpMethods.ROOTS_LIST_CHANGED));
        }
    }

    /// The tasks of this session, all pages of them; servers of revision 2025-11-25 alone have such a list.
    public List<TaskState> listTasks(CallOptions options) throws InterruptedException {
        return listPager.all(McpMethods.TASKS_LIST, "tasks", options).stream()
                .map(TaskState::of).toList();
    }

    public TaskState getTask(String id, CallOptions options) throws InterruptedException {
        return taskFollower.get(id, options);
    }

    /// Answers what a task of the stateless era asks; one of the stateful era asks by itself when it is waited for.
    ///
    /// @param answers by the keys of the task's questions
    public void updateTask(String id, ObjectNode answers, CallOptions options) throws InterruptedException {
        taskFollower.update(id, answers, options);
    }

    public void cancelTask(String id, CallOptions options) throws InterruptedException {
        taskFollower.cancel(id, options);
    }

    /// Any other method, for what this class has no words for.
    public ObjectNode call(String method, ObjectNode params, CallOptions options) throws InterruptedException {
        return RetryingSender.complete(method, retryingSender.send(method, params, options, Map.of()));
    }

    public Revision revision() {
        return connection.last().revision();
    }

    /// Whether the connection is up; a call makes it anew otherwise.
    public boolean isConnected() {
        return connection.isUp();
    }

    /// Ends the connection, and with it a server that was started for it. Calls under way fail.
    @Override
    public void close() {
        subscriptions.close();
        connection.close();
        handlerExecutor.close();
    }
}
