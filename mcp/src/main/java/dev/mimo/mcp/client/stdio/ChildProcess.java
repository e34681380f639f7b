package dev.mimo.mcp.client.stdio;

import dev.mimo.mcp.client.transport.McpClientException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server's program as its connection sees it: what it says last is kept, to say why it ended.
final class ChildProcess {
    private static final int TOLD_LINES = 4;

    private final ChildStarter.Child child;
    private final ChildSettings settings;
    private final ErrorTail errors;
    private final Thread errorReader;

    ChildProcess(ChildStarter.Child child, ChildSettings settings) {
        this.child = child;
        this.settings = settings;
        this.errors = new ErrorTail(settings.errorBytesMax());
        this.errorReader = Thread.ofPlatform().daemon().name("mcp-child-err")
                .start(() -> errors.drain(child.errors()));
    }

    InputStream output() {
        return child.output();
    }

    OutputStream input() {
        return child.input();
    }

    /// Why it can be spoken to no longer: it closed its output, and mostly has ended. Waits a moment to learn that.
    McpClientException farewell() {
        try {
            String end = exit();
            errorReader.join(settings.endWait());
            return McpClientException.lost("The server's program " + end + lastWords());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return McpClientException.lost("The server's program closed its output.");
        }
    }

    private String exit() throws InterruptedException {
        try {
            return "ended with exit code " + child.exit().get(settings.endWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return "closed its output";
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
        child.end(asked ? settings.endWait() : Duration.ZERO, settings.termWait());
    }
}
