package dev.mimo.mcp.server.task;

import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One call on a thread of its own, so that it can outlive the request that began it.
public final class DetachableCall {
    private final TaskRunner runs;
    private final TaskOptions terms;
    private final Function<Throwable, RpcError> reporter;
    // the rest is guarded by this
    private @Nullable RunningTask task;
    private @Nullable ObjectNode handle;
    private @Nullable Outcome outcome;
    private boolean abandoned;

    private record Outcome(@Nullable ObjectNode result, @Nullable Throwable failure) {}

    /// What the thread does.
    @FunctionalInterface
    public interface Body {
        ObjectNode run(DetachableCall call) throws InterruptedException;
    }

    /// @param reporter turns a bug into the error that is told of it
    public DetachableCall(TaskRunner runs, TaskOptions terms, Function<Throwable, RpcError> reporter) {
        this.runs = runs;
        this.terms = terms;
        this.reporter = reporter;
    }

    /// Runs the body and waits until it ends or becomes a task.
    ///
    /// @return its result, or the handle of the task
    /// @throws InterruptedException when the request was cancelled; so is the body then
    public ObjectNode run(Body body) throws InterruptedException {
        Thread worker = Thread.ofVirtual().start(() -> work(body));
        try {
            synchronized (this) {
                while (outcome == null && handle == null) {
                    wait();
                }
                return handle == null ? result(outcome) : handle;
            }
        } catch (InterruptedException e) {
            abandon();
            worker.interrupt();
            throw e;
        }
    }

    /// Makes the call a task, called by its own thread. From then on it answers to the task.
    ///
    /// @param leaving is run when it has become one, before the client can have the handle; must be quick
    /// @return absent when the client cannot hold a task or there is no room for one
    public synchronized @Nullable RunningTask detach(Runnable leaving) throws InterruptedException {
        if (abandoned) {
            throw new InterruptedException("the request was cancelled");
        }
        if (task == null && terms.client().tasks()) {
            task = runs.start(terms, Thread.currentThread());
            if (task != null) {
                leaving.run();
                handle = TaskShape.handle(task.state(), runs.poll(), terms.revision());
                notifyAll();
            }
        }
        return task;
    }

    private void work(Body body) {
        Outcome ended;
        try {
            ended = new Outcome(body.run(this), null);
        } catch (Throwable failure) {
            // carried to whoever waits, or told as the task's end
            ended = new Outcome(null, failure);
        }
        RunningTask run;
        synchronized (this) {
            outcome = ended;
            run = task;
            notifyAll();
        }
        if (run != null) {
            run.end(progress(ended));
        }
    }

    private TaskRecord.Progress progress(Outcome ended) {
        if (ended.result() != null) {
            return new TaskRecord.Completed(ended.result());
        }
        return switch (ended.failure()) {
            case RpcException refused -> new TaskRecord.Failed(refused.error());
            case InterruptedException _ -> new TaskRecord.Cancelled();
            case null -> throw new IllegalStateException("neither a result nor a failure");
            case Throwable bug -> new TaskRecord.Failed(reporter.apply(bug));
        };
    }

    private static ObjectNode result(@Nullable Outcome ended) throws InterruptedException {
        if (ended == null) {
            throw new IllegalStateException("not ended yet");
        }
        if (ended.result() != null) {
            return ended.result();
        }
        switch (ended.failure()) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case InterruptedException e -> throw e;
            case null, default -> throw new IllegalStateException("failed in an undeclared way", ended.failure());
        }
    }

    /// The client never got the handle, so nobody could ever ask for the task.
    private synchronized void abandon() {
        abandoned = true;
        if (task != null) {
            task.cancel();
        }
    }
}
