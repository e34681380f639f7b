package dev.mimo.door.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Whether the program that runs is the one that its sources make. The launcher never lets anyone wait for a newer
/// build, so it may be the one before.
sealed interface BuildState {
    record Newest() implements BuildState {}

    /// @param what the launcher is doing, as in "building"
    record BeingMade(String what, Path log) implements BuildState {}

    record Failed(Path log) implements BuildState {}

    /// Of this process's own build.
    static BuildState ofProcess() {
        String dist = System.getProperty("mimo.dist");
        return dist == null ? new Newest() : of(Path.of(dist));
    }

    /// @param dist where the launcher has its builds
    static BuildState of(Path dist) {
        Path log = dist.resolveSibling("build.log");
        Path lock = dist.resolveSibling("prepare.lock");
        if (isAlive(read(lock.resolve("pid")))) {
            String what = read(lock.resolve("making"));
            return new BeingMade(what == null ? "starting" : what, log);
        }
        return Files.exists(dist.resolve("ready").resolve("failed")) ? new Failed(log) : new Newest();
    }

    private static boolean isAlive(@Nullable String pid) {
        return pid != null && pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            // there is none, or no longer
            return null;
        }
    }
}
