package dev.mimo.mcp.server.task;

import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.call.Answered;
import dev.mimo.mcp.call.Ask;
import dev.mimo.mcp.server.ask.AskWire;
import dev.mimo.mcp.server.ask.ClientAbilities;
import dev.mimo.mcp.server.ask.Questions;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/// A task at work: its thread, and the questions it is parked on.
public final class TaskRun implements Questions {
    private final TaskRuns runs;
    private final Thread worker;
    private final ClientAbilities client;
    // the rest is guarded by this
    private TaskState state;
    private final Map<String, Ask> open = new LinkedHashMap<>();
    private final Map<String, Answered> answers = new HashMap<>();

    TaskRun(TaskRuns runs, Thread worker, ClientAbilities client, TaskState state) {
        this.runs = runs;
        this.worker = worker;
        this.client = client;
        this.state = state;
    }

    public synchronized TaskState state() {
        return state;
    }

    public synchronized boolean isCancelled() {
        return state.progress() instanceof TaskState.Cancelled;
    }

    /// Parks the task until all is answered, at the longest for as long as the task is kept.
    @Override
    public synchronized Map<String, Answered> ask(Map<String, Ask> asks) throws InterruptedException {
        client.require(asks.values().stream().map(Ask::kind).toList());
        long end = System.nanoTime() + state.kept().toNanos();
        open.putAll(asks);
        become(asking());
        while (!answers.keySet().containsAll(asks.keySet())) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new RpcException(RpcError.of(RpcError.INTERNAL_ERROR, "Nobody answered in time."));
            }
            wait(left);
        }
        Map<String, Answered> answered = new HashMap<>();
        asks.keySet().forEach(key -> answered.put(key, Objects.requireNonNull(answers.get(key))));
        return answered;
    }

    /// Takes answers: to some, all or none of what is open. Others are ignored.
    ///
    /// @throws RpcException invalid params, when one does not fit its question; then none is taken
    synchronized void answer(Map<String, ObjectNode> given) {
        Map<String, Answered> fitting = new HashMap<>();
        given.forEach((key, answer) -> {
            Ask ask = open.get(key);
            if (ask != null) {
                fitting.put(key, AskWire.answered(key, ask, answer));
            }
        });
        if (fitting.isEmpty() || state.isOver()) {
            return;
        }
        answers.putAll(fitting);
        open.keySet().removeAll(fitting.keySet());
        become(open.isEmpty() ? new TaskState.Working() : asking());
        notifyAll();
    }

    /// Ends the task and interrupts its thread; too late is no fault.
    public synchronized void cancel() {
        if (!state.isOver()) {
            become(new TaskState.Cancelled());
            worker.interrupt();
        }
    }

    /// Says how the task ended, unless it was cancelled before.
    synchronized void end(TaskState.Progress how) {
        if (!state.isOver()) {
            become(how);
        }
    }

    private TaskState.Asking asking() {
        return new TaskState.Asking(AskWire.inside(open, Revision.V2026_07_28));
    }

    private void become(TaskState.Progress next) {
        state = state.at(next, runs.now());
        runs.changed(state);
    }
}
