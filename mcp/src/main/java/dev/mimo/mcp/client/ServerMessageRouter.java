package dev.mimo.mcp.client;

import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageListener;
import dev.mimo.mcp.client.transport.ServerConnection;
import dev.mimo.mcp.client.use.ServerChange;
import dev.mimo.mcp.client.use.TaskState;
import dev.mimo.mcp.codec.FieldReader;
import dev.mimo.mcp.model.LogLevel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Takes what the server sends of its own accord over one connection, and sends it where it belongs.
final class ServerMessageRouter implements MessageListener {
    private static final Logger LOG = LoggerFactory.getLogger(ServerMessageRouter.class);

    private final InputResponder inputResponder;
    private final ProgressRouter progressRouter;
    private final HandlerExecutor handlerExecutor;
    private final ChangeRouter changeRouter;
    private final Semaphore slots;
    // who asks more than may be open is told so, and not even that without end
    private final Semaphore refusals;
    private final Map<RequestId, Thread> answering = new ConcurrentHashMap<>();
    private final CompletableFuture<ServerConnection> connection = new CompletableFuture<>();
    private volatile boolean stateless;

    ServerMessageRouter(InputResponder inputResponder, ProgressRouter progressRouter, HandlerExecutor handlerExecutor,
            ChangeRouter changeRouter,
            int questionsMax) {
        this.inputResponder = inputResponder;
        this.progressRouter = progressRouter;
        this.handlerExecutor = handlerExecutor;
        this.changeRouter = changeRouter;
        this.slots = new Semaphore(questionsMax);
        this.refusals = new Semaphore(questionsMax);
    }

    /// Where answers go; what arrived before waits for this.
    void bind(ServerConnection to) {
        connection.complete(to);
    }

    /// @param now whether the server may no longer ask of its own accord
    void stateless(boolean now) {
        stateless = now;
    }

    @Override
    public void requested(Message.Request request) {
        if (stateless) {
            LOG.debug("a server of the stateless era asked {}; it may not", request.method());
            return;
        }
        boolean taken = slots.tryAcquire();
        if (!taken && !refusals.tryAcquire()) {
            LOG.debug("a server asks without end; {} is dropped", request.method());
            return;
        }
        Thread worker = Thread.ofVirtual().name("mcp-question").unstarted(() -> {
            try {
                tell(taken ? answer(request) : tooMany(request));
            } finally {
                // another may have come under the same id
                answering.remove(request.id(), Thread.currentThread());
                (taken ? slots : refusals).release();
            }
        });
        answering.put(request.id(), worker);
        worker.start();
    }

    private static Message.Answer tooMany(Message.Request request) {
        return new Message.Failure(request.id(), RpcError.of(RpcError.SERVER_ERROR,
                "Too many questions are open at once: wait for answers, then ask this one again."));
    }

    /// @return absent when the server no longer wants it
    private Message.@Nullable Answer answer(Message.Request request) {
        try {
            return new Message.Result(request.id(), request.method().equals(McpMethods.PING)
                    ? RequestParams.EMPTY
                    : inputResponder.answer(request.method(), request.params()));
        } catch (RpcException e) {
            return new Message.Failure(request.id(), e.error());
        } catch (InterruptedException _) {
            return null;
        } catch (RuntimeException e) {
            LOG.warn("a handler of an MCP client failed", e);
            return new Message.Failure(request.id(), RpcError.of(RpcError.INTERNAL_ERROR, "The client has a fault."));
        }
    }

    private void tell(Message.@Nullable Answer answer) {
        if (answer == null) {
            return;
        }
        try {
            connection.get().tell(answer);
        } catch (InterruptedException | ExecutionException | McpClientException e) {
            LOG.debug("an answer did not reach the server", e);
        }
    }

    @Override
    public void notified(Message.Notification notification) {
        ObjectNode params = notification.params();
        FieldReader fields = new FieldReader(params, "notification");
        switch (notification.method()) {
            case McpMethods.PROGRESS -> progressRouter.arrived(params);
            case McpMethods.LOG_MESSAGE -> logged(fields);
            case McpMethods.CANCELLED -> cancelled(MessageCodec.idOf(params, "requestId"));
            case McpMethods.SUBSCRIPTION_ACKNOWLEDGED ->
                changeRouter.acknowledged(ChangeRouter.subscription(params), fields.objectOrEmpty("notifications"));
            case McpMethods.TOOLS_LIST_CHANGED -> changeRouter.changed(new ServerChange.Tools());
            case McpMethods.PROMPTS_LIST_CHANGED -> changeRouter.changed(new ServerChange.Prompts());
            case McpMethods.RESOURCES_LIST_CHANGED -> changeRouter.changed(new ServerChange.Resources());
            case McpMethods.RESOURCE_UPDATED ->
                changeRouter.changed(new ServerChange.Resource(fields.text("uri", "")));
            case McpMethods.ELICITATION_COMPLETED ->
                changeRouter.changed(new ServerChange.VisitDone(fields.maybeText("elicitationId")));
            case McpMethods.TASK_CHANGED, McpMethods.TASK_STATUS -> task(params);
            default -> LOG.debug("a server sent {}, which is not known", notification.method());
        }
    }

    private void task(ObjectNode params) {
        try {
            changeRouter.changed(new ServerChange.Task(TaskState.of(params)));
        } catch (McpClientException e) {
            LOG.debug("a server told of a task in words that are not known", e);
        }
    }

    private void logged(FieldReader fields) {
        LogLevel level = LogLevel.of(fields.text("level", ""));
        if (level != null) {
            handlerExecutor.add(() -> inputResponder.handlers().logged(level, fields.maybeText("logger"),
                    fields.node().path("data")));
        }
    }

    private void cancelled(@Nullable RequestId id) {
        Thread worker = id == null ? null : answering.get(id);
        if (worker != null) {
            worker.interrupt();
        } else if (id != null) {
            changeRouter.ended(id);
        }
    }
}
