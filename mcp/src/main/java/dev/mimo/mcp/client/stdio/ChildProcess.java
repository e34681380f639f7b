package dev.mimo.mcp.client.stdio;

import dev.mimo.mcp.client.transport.McpClientException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A server's process and whatever it started itself.
final class ChildProcess {
    private static final Duration DYING = Duration.ofSeconds(2);
    private static final int TOLD_LINES = 4;

    private final Process process;
    private final ChildSettings settings;
    private final ErrorTail errors;
    private final Thread errorReader;

    ChildProcess(Process process, ChildSettings settings) {
        this.process = process;
        this.settings = settings;
        this.errors = new ErrorTail(settings.errorBytesMax());
        this.errorReader = Thread.ofPlatform().daemon().name("mcp-child-err")
                .start(() -> errors.drain(process.getErrorStream()));
    }

    InputStream output() {
        return process.getInputStream();
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    /// Why it can be spoken to no longer: it closed its output, and mostly has ended. Waits a moment to learn that.
    McpClientException farewell() {
        try {
            boolean exited = process.waitFor(settings.endWait().toMillis(), TimeUnit.MILLISECONDS);
            errorReader.join(settings.endWait());
            return McpClientException.lost((exited
                    ? "The server's program ended with exit code " + process.exitValue()
                    : "The server's program closed its output") + lastWords());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return McpClientException.lost("The server's program closed its output.");
        }
    }

    private String lastWords() {
        String[] lines = errors.text().split("\n", -1);
        StringBuilder last = new StringBuilder();
        for (int i = Math.max(0, lines.length - TOLD_LINES); i < lines.length; i++) {
            last.append(last.isEmpty() ? "" : "\n  ").append(lines[i]);
        }
        return last.isEmpty() ? "." : "; its last words:\n  " + last;
    }

    /// Ends it and its descendants: the end of its input, then a signal it can heed, then one it cannot.
    ///
    /// @param asked whether its input ends, or will
    void end(boolean asked) {
        // once it is gone, nobody can tell any more who its children were
        Set<ProcessHandle> family = new LinkedHashSet<>(process.descendants().toList());
        boolean interrupted = false;
        try {
            if (asked && process.waitFor(settings.endWait().toMillis(), TimeUnit.MILLISECONDS) && noneOf(family)) {
                return;
            }
            process.descendants().forEach(family::add);
            process.destroy();
            family.forEach(ProcessHandle::destroy);
            process.waitFor(settings.termWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            interrupted = true;
        }
        process.descendants().forEach(family::add);
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        awaitDeath();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean noneOf(Set<ProcessHandle> family) {
        return family.stream().noneMatch(ProcessHandle::isAlive);
    }

    private void awaitDeath() {
        try {
            process.waitFor(DYING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
