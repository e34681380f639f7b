package dev.mimo.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// A small process beside this one that outlives it by a moment: it reads which sessions there are from a pipe, and
/// when the pipe ends, however that came, it ends them. Started by the first tree. Safe for many threads.
final class ProcessWatchdog implements AutoCloseable {
    private static final int CLOSE_SECONDS = 5;

    private final List<String> inSession;
    private final String marks;
    // guarded by this, all of it
    private final Set<Long> sessions = new TreeSet<>();
    private @Nullable Process process;
    private boolean closed;

    /// @param inSession words that start a program in a session of its own: signals of a terminal are not for it
    /// @param marks what the marks of this process's trees begin with
    ProcessWatchdog(List<String> inSession, String marks) {
        this.inSession = inSession;
        this.marks = marks;
    }

    /// Sees to it that it runs, so that no tree is without it.
    synchronized void ready() throws IOException {
        if (closed) {
            throw new IOException("no more programs are started, since Mimo is ending");
        }
        if (process == null || !process.isAlive()) {
            process = start();
            for (long session : sessions) {
                tell("+", session);
            }
        }
    }

    /// @param session the number of the process that leads it
    synchronized void watch(long session) {
        sessions.add(session);
        tell("+", session);
    }

    synchronized void forget(long session) {
        sessions.remove(session);
        tell("-", session);
    }

    private void tell(String verb, long session) {
        if (process == null || closed) {
            return;
        }
        try {
            OutputStream out = process.getOutputStream();
            out.write((verb + " " + session + "\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            LoggerFactory.getLogger(ProcessWatchdog.class).warn("the watchdog of child processes is gone", e);
        }
    }

    private Process start() throws IOException {
        List<String> words = new ArrayList<>(inSession);
        words.addAll(List.of("/bin/sh", "-c", script(), "mimo-watchdog", ProcessMark.VARIABLE + "=" + marks));
        ProcessBuilder builder = new ProcessBuilder(words);
        // it must not count as one of those that it ends
        builder.environment().remove(ProcessMark.VARIABLE);
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String script() throws IOException {
        try (InputStream in = ProcessWatchdog.class.getResourceAsStream("/process/watchdog.sh")) {
            if (in == null) {
                throw new IOException("the script of the watchdog is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        Process last;
        synchronized (this) {
            closed = true;
            last = process;
        }
        if (last == null) {
            return;
        }
        try {
            last.getOutputStream().close();
            if (!last.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                last.destroyForcibly();
            }
        } catch (IOException _) {
            // it is gone already
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
