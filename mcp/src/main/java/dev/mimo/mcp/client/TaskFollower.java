package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.McpClientException.TimedOut;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.TaskState;
import dev.mimo.mcp.codec.FieldReader;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Tasks of the server: looked at, answered, cancelled, and followed to their end behind a plain call. In the stateless
/// era the server decides that a call becomes one, and looking at it shows its questions and its result; in revision
/// 2025-11-25 the client decides, and both come with `tasks/result`.
record TaskFollower(RetryingSender retryingSender, InputRequiredLoop inputLoop, ClientSettings settings) {
    private static final Duration POLL = Duration.ofSeconds(1);

    TaskState get(String id, CallOptions options) throws InterruptedException {
        return TaskState
                .of(RetryingSender.complete(McpMethods.TASKS_GET, send(McpMethods.TASKS_GET, named(id), options)));
    }

    /// @param answers by the keys of the questions
    void update(String id, ObjectNode answers, CallOptions options) throws InterruptedException {
        ObjectNode params = named(id);
        params.set("inputResponses", answers);
        RetryingSender.complete(McpMethods.TASKS_UPDATE, send(McpMethods.TASKS_UPDATE, params, options));
    }

    void cancel(String id, CallOptions options) throws InterruptedException {
        RetryingSender.complete(McpMethods.TASKS_CANCEL, send(McpMethods.TASKS_CANCEL, named(id), options));
    }

    private static ObjectNode named(String id) {
        return Json.object().put("taskId", id);
    }

    private ObjectNode send(String method, ObjectNode params, CallOptions options) throws InterruptedException {
        return retryingSender.send(method, params, new CallOptions(options.silence(), options.longest(), null, null),
                Map.of());
    }

    /// Waits for the end of a task; gives it up when the caller gives up or the longest time is over.
    ///
    /// @return what the call would have returned without a task
    /// @throws McpClientException when the task failed, was cancelled, or took too long
    ObjectNode follow(TaskState started, CallOptions options) throws InterruptedException {
        Set<String> answered = new HashSet<>();
        return follow(started, options, (state, left) -> {
            if (state.status().isEnd()) {
                return result(state);
            }
            answer(state, answered, options);
            return null;
        });
    }

    /// Calls a tool as a task, in the words of revision 2025-11-25, and waits for its end as `follow` does.
    ///
    /// @param call the parameters of `tools/call`
    ObjectNode request(ObjectNode call, CallOptions options) throws InterruptedException {
        ObjectNode params = call.deepCopy();
        params.putObject("task").put("ttl", options.longest().toMillis());
        ObjectNode created = retryingSender.send(McpMethods.TOOLS_CALL, params, options, Map.of());
        TaskState started = TaskState.of(created.path("task"));
        return follow(started, options, (state, left) -> {
            boolean waits = state.status() == TaskState.Status.INPUT_REQUIRED;
            // the server asks while its answer to this is waited for
            return state.status().isEnd() || waits
                    ? send(McpMethods.TASKS_RESULT, named(state.id()), CallOptions.within(left))
                    : null;
        });
    }

    /// What is done about each state of a task.
    private interface Step {
        /// @param left of the time for the whole
        /// @return the result; absent when it is to be looked at again
        @Nullable
        ObjectNode take(TaskState state, Duration left) throws InterruptedException;
    }

    private ObjectNode follow(TaskState started, CallOptions options, Step step) throws InterruptedException {
        long end = System.nanoTime() + options.longest().toNanos();
        TaskState state = started;
        try {
            while (true) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (left.isNegative()) {
                    throw McpClientException.timedOut("The task", options.longest());
                }
                ObjectNode result = step.take(state, left);
                if (result != null) {
                    return result;
                }
                Duration poll = pause(state);
                Thread.sleep(poll.compareTo(left) < 0 ? poll : left);
                state = get(started.id(), options);
            }
        } catch (InterruptedException e) {
            giveUp(started.id(), options);
            throw e;
        } catch (McpClientException e) {
            if (e.reason() instanceof TimedOut) {
                giveUp(started.id(), options);
            }
            throw e;
        }
    }

    private Duration pause(TaskState state) {
        Duration wanted = state.poll() == null ? POLL : state.poll();
        if (wanted.compareTo(settings.pollMin()) < 0) {
            return settings.pollMin();
        }
        return wanted.compareTo(settings.pollMax()) > 0 ? settings.pollMax() : wanted;
    }

    private void answer(TaskState state, Set<String> answered, CallOptions options) throws InterruptedException {
        ObjectNode open = new FieldReader(state.whole(), "task").objectOrEmpty("inputRequests").deepCopy();
        answered.forEach(open::remove);
        if (state.status() == TaskState.Status.INPUT_REQUIRED && !open.isEmpty()) {
            update(state.id(), inputLoop.answers(open), options);
            open.propertyNames().forEach(answered::add);
        }
    }

    private static ObjectNode result(TaskState state) {
        FieldReader fields = new FieldReader(state.whole(), "task");
        return switch (state.status()) {
            case COMPLETED -> AnswerReader.read(fields::object, "result");
            case FAILED -> {
                FieldReader error = new FieldReader(fields.objectOrEmpty("error"), "task's error");
                Long code = error.maybeWhole("code");
                throw McpClientException.refused(new RpcError(code == null ? RpcError.INTERNAL_ERROR : code.intValue(),
                        error.text("message", "The task failed."), error.node().get("data")), null);
            }
            case CANCELLED -> throw McpClientException.refused(
                    RpcError.of(RpcError.INTERNAL_ERROR, "The task was cancelled."), null);
            case WORKING, INPUT_REQUIRED -> throw new IllegalStateException("not at its end: " + state.status());
        };
    }

    /// On a thread of its own: this one may be interrupted.
    private void giveUp(String id, CallOptions options) {
        Thread.ofVirtual().name("mcp-cancel").start(() -> {
            try {
                cancel(id, options);
            } catch (InterruptedException | McpClientException _) {
                // the server's own limit ends it one day
            }
        });
    }
}
