package dev.mimo.mcp.client.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A program and its descendants, as far as Java knows them.
record DescendingChild(Process process) implements ChildStarter.Child {
    private static final Duration DYING = Duration.ofSeconds(2);

    static DescendingChild start(ChildCommand command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.words());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        if (command.directory() != null) {
            builder.directory(command.directory().toFile());
        }
        return new DescendingChild(builder.start());
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public InputStream errors() {
        return process.getErrorStream();
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public void end(Duration byItself, Duration whenTold) {
        // once it is gone, nobody can tell any more who its children were
        Set<ProcessHandle> family = new LinkedHashSet<>(process.descendants().toList());
        boolean interrupted = false;
        try {
            if (process.waitFor(byItself.toMillis(), TimeUnit.MILLISECONDS) && noneOf(family)) {
                return;
            }
            process.descendants().forEach(family::add);
            process.destroy();
            family.forEach(ProcessHandle::destroy);
            process.waitFor(whenTold.toMillis(), TimeUnit.MILLISECONDS);
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
