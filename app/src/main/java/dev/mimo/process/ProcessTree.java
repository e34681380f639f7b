package dev.mimo.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A program that was started, and all that it has started since: whatever is in its session, and whatever carries its
/// mark. Safe for many threads.
public final class ProcessTree {
    private static final Duration DYING = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Process root;
    private final ProcessMark mark;
    private final long startTicks;
    private final Runnable onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();

    /// @param onEnd is told once, when nothing of it is left
    ProcessTree(Process root, ProcessMark mark, Runnable onEnd) {
        this.root = root;
        this.mark = mark;
        this.onEnd = onEnd;
        ProcessEntry entry = ProcessTable.find(root.pid());
        this.startTicks = entry == null ? 0 : entry.startTicks();
    }

    /// What the program reads; closing it is how most programs are asked to end.
    public OutputStream input() {
        return root.getOutputStream();
    }

    public InputStream output() {
        return root.getInputStream();
    }

    public InputStream errors() {
        return root.getErrorStream();
    }

    /// The number of the program's own process.
    public long pid() {
        return root.pid();
    }

    /// Ends with the program, and has its exit code; others of the tree may go on.
    public CompletableFuture<Integer> exit() {
        return root.onExit().thenApply(Process::exitValue);
    }

    public TreeUsage usage() {
        List<ProcessEntry> members = members();
        return new TreeUsage(members.size(),
                members.stream().mapToLong(entry -> ProcessTable.residentBytes(entry.pid())).sum(),
                members.stream().map(ProcessEntry::cpu).reduce(Duration.ZERO, Duration::plus));
    }

    /// Ends all of it: waits for it to end by itself, as it should when its input has ended; then tells it to, then
    /// ends it by force. When this returns nothing of it runs any more; an interrupt cuts the waiting short.
    ///
    /// @param byItself how long it may take to end by itself
    /// @param whenTold how long it may take once it is told
    public void end(Duration byItself, Duration whenTold) {
        boolean gone = ended.get();
        try {
            gone = gone || isGoneWithin(byItself);
            if (!gone) {
                send(PosixSignal.TERMINATE);
                gone = isGoneWithin(whenTold);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!gone) {
            kill();
        }
        if (ended.compareAndSet(false, true)) {
            onEnd.run();
        }
    }

    private void kill() {
        boolean interrupted = Thread.interrupted();
        long until = System.nanoTime() + DYING.toNanos();
        boolean gone = false;
        // what forks while it is being killed leaves children for the next round
        while (!gone && System.nanoTime() < until) {
            send(PosixSignal.KILL);
            try {
                gone = isGoneWithin(LOOK);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isGoneWithin(Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        // the program itself tells when it ends; of the others one has to ask
        boolean exited = root.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        while (exited && !members().isEmpty()) {
            if (System.nanoTime() >= until) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return exited;
    }

    private void send(PosixSignal signal) {
        List<ProcessEntry> members = members();
        // the group at once, before it can grow; its number is nobody else's as long as one of it is there
        if (root.isAlive() || members.stream().anyMatch(entry -> entry.session() == root.pid())) {
            signal.toGroup(root.pid());
        }
        members.forEach(entry -> signal.toProcess(entry.pid()));
        root.descendants().forEach(each -> signal.toProcess(each.pid()));
    }

    /// Whoever has left the session carries the mark; whoever has dropped that is in the session, mostly.
    private List<ProcessEntry> members() {
        return ProcessTable.all().stream().filter(entry -> entry.startTicks() >= startTicks)
                .filter(entry -> entry.session() == root.pid() || mark.equals(ProcessMark.of(entry.pid()))).toList();
    }
}
