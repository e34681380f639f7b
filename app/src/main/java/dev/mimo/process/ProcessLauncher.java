package dev.mimo.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Starts programs, each in a session of its own and with a mark, so that all of it can be ended: by whoever started
/// it, by the watchdog when this process dies, and by the next start of Mimo when even that one was killed.
///
/// On a system without `setsid`, as on macOS, a tree is its program and that one's descendants.
public final class ProcessLauncher implements AutoCloseable {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final AtomicLong trees = new AtomicLong();
    private final ProcessMark owner;
    private final ProcessWatchdog watchdog;
    private final List<String> inSession = Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of();

    public ProcessLauncher() {
        long pid = ProcessHandle.current().pid();
        ProcessEntry self = ProcessTable.find(pid);
        owner = new ProcessMark(ProcessTable.namespace(), pid, self == null ? 0 : self.startTicks(), 0);
        watchdog = new ProcessWatchdog(inSession, owner.prefix());
    }

    /// Starts a program.
    ///
    /// @throws IOException in a sentence, when there is no such program or the system does not start it
    public ProcessTree start(ProcessCommand command) throws IOException {
        ProcessMark mark = new ProcessMark(owner.namespace(), owner.owner(), owner.ownerTicks(),
                trees.incrementAndGet());
        ProcessCommand marked = command.under(inSession).with(ProcessMark.VARIABLE, mark.value());
        ProcessBuilder builder = new ProcessBuilder(marked.words());
        builder.environment().clear();
        builder.environment().putAll(marked.environment());
        if (marked.directory() != null) {
            builder.directory(marked.directory().toFile());
        }
        watchdog.ready();
        Process process = builder.start();
        watchdog.watch(process.pid());
        return new ProcessTree(process, mark, () -> watchdog.forget(process.pid()));
    }

    /// Ends what trees are left, and the watchdog with them, within seconds.
    @Override
    public void close() {
        watchdog.close();
    }
}
