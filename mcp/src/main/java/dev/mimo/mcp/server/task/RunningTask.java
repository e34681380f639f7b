package dev.mimo.mcp.server.task;

import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.codec.InputCodec;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.server.input.InputRequester;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A task: its thread, the questions it is parked on, and how it ended.
public final class RunningTask implements InputRequester {
    private final TaskRunner runs;
    private final Thread worker;
    private final TaskOptions terms;
    // the rest is guarded by this
    private TaskRecord state;
    private final Map<String, InputRequest> open = new LinkedHashMap<>();
    private final Map<String, InputResponse> answers = new HashMap<>();
    // of the open ones, those that the client is being asked already
    private final Set<String> taken = new HashSet<>();
    private final Set<Thread> asking = new HashSet<>();
    private @Nullable RpcException refusal;

    RunningTask(TaskRunner runs, Thread worker, TaskOptions terms, TaskRecord state) {
        this.runs = runs;
        this.worker = worker;
        this.terms = terms;
        this.state = state;
    }

    public synchronized TaskRecord state() {
        return state;
    }

    public synchronized boolean isCancelled() {
        return state.progress() instanceof TaskRecord.Cancelled;
    }

    /// Parks the task until all is answered, at the longest for as long as the task is kept.
    @Override
    public synchronized Map<String, InputResponse> ask(Map<String, InputRequest> asks) throws InterruptedException {
        terms.client().require(asks.values().stream().map(InputRequest::kind).toList(), terms.revision());
        if (state.isOver()) {
            throw new InterruptedException("the task was cancelled");
        }
        long end = System.nanoTime() + state.kept().toNanos();
        open.putAll(asks);
        become(asking());
        while (refusal == null && !answers.keySet().containsAll(asks.keySet())) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw RpcException.busy("Nobody answered in time: call again when somebody can.");
            }
            wait(left);
        }
        if (refusal != null) {
            RpcException why = refusal;
            refusal = null;
            throw why;
        }
        Map<String, InputResponse> answered = new HashMap<>();
        asks.keySet().forEach(key -> answered.put(key, Objects.requireNonNull(answers.get(key))));
        return answered;
    }

    /// Takes answers: to some, all or none of what is open. Others are ignored, as are those that come too late.
    ///
    /// @throws RpcException invalid params, when one does not fit its question; then none is taken
    synchronized void answer(Map<String, ObjectNode> given) {
        Map<String, InputResponse> fitting = new HashMap<>();
        given.forEach((key, answer) -> {
            InputRequest ask = open.get(key);
            if (ask != null) {
                fitting.put(key, InputCodec.readResponse(key, ask, answer));
            }
        });
        answered(fitting);
    }

    private synchronized void answered(Map<String, InputResponse> fitting) {
        if (fitting.isEmpty() || state.isOver()) {
            return;
        }
        answers.putAll(fitting);
        open.keySet().removeAll(fitting.keySet());
        become(open.isEmpty() ? new TaskRecord.Working() : asking());
    }

    /// Asks the client whatever the task is parked on, until the task is over or kept no longer.
    void attend(InputRequester client) throws InterruptedException {
        Map<String, InputRequest> asks = take();
        while (!asks.isEmpty()) {
            try {
                answered(client.ask(asks));
            } catch (RpcException e) {
                refused(e);
            } catch (InterruptedException e) {
                if (!state().isOver()) {
                    throw e;
                }
            } finally {
                leave(asks);
            }
            asks = take();
        }
    }

    /// Waits for questions that nobody asks the client yet.
    ///
    /// @return empty at the task's end
    private synchronized Map<String, InputRequest> take() throws InterruptedException {
        Instant end = state.created().plus(state.kept());
        long left = Duration.between(runs.now(), end).toMillis();
        while (!state.isOver() && left > 0) {
            Map<String, InputRequest> free = new LinkedHashMap<>(open);
            free.keySet().removeAll(taken);
            if (!free.isEmpty()) {
                taken.addAll(free.keySet());
                asking.add(Thread.currentThread());
                return free;
            }
            wait(left);
            left = Duration.between(runs.now(), end).toMillis();
        }
        return Map.of();
    }

    /// Whoever attends next asks again what was left unanswered.
    private synchronized void leave(Map<String, InputRequest> asks) {
        taken.removeAll(asks.keySet());
        asking.remove(Thread.currentThread());
        if (state.isOver()) {
            // the interrupt said that the answers are of no use any more, and no more than that
            Thread.interrupted();
        }
        notifyAll();
    }

    private synchronized void refused(RpcException why) {
        if (!state.isOver()) {
            refusal = why;
            open.clear();
            become(new TaskRecord.Working());
        }
    }

    /// Ends the task and interrupts its thread; too late is no fault.
    ///
    /// @return whether it was not too late
    public synchronized boolean cancel() {
        if (state.isOver()) {
            return false;
        }
        become(new TaskRecord.Cancelled());
        worker.interrupt();
        return true;
    }

    /// Says how the task ended, unless it was cancelled before.
    synchronized void end(TaskRecord.Progress how) {
        if (!state.isOver()) {
            become(how);
        }
    }

    private TaskRecord.Asking asking() {
        return new TaskRecord.Asking(InputCodec.writeAll(open, Revision.V2026_07_28));
    }

    private void become(TaskRecord.Progress next) {
        state = state.at(next, runs.now());
        runs.changed(state);
        notifyAll();
        if (state.isOver()) {
            open.clear();
            asking.forEach(Thread::interrupt);
        }
    }
}
