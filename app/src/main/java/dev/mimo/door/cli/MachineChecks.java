package dev.mimo.door.cli;

import dev.mimo.attach.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// What `doctor` can see without opening a room: Java, the home directory, the disk, a running server.
///
/// @param found the server on this data, if any
/// @param serving whether a server must be running
record MachineChecks(Path home, RunningServer found, boolean serving) {
    private static final int JAVA = 25;
    /// Enough for some two hundred thousand memories with their vectors.
    private static final long FREE_BYTES_MIN = 1L << 30;

    List<DoctorCheck> run() {
        return List.of(java(), build(), vectors(), directory(), disk(), server());
    }

    private static DoctorCheck java() {
        String found = Runtime.version() + " at " + System.getProperty("java.home");
        return Runtime.version().feature() == JAVA
                ? DoctorCheck.ok("java", found)
                : DoctorCheck.note("java", found, "Mimo is built and tested on Java 25; set MIMO_JAVA_HOME to one.");
    }

    private static DoctorCheck build() {
        return switch (BuildState.ofProcess()) {
            case BuildState.Newest() -> DoctorCheck.ok("build", "the newest");
            case BuildState.BeingMade(String what, Path log) -> DoctorCheck.note("build",
                    "a newer one is on its way: " + what, "Nothing to do; its log is " + log + ".");
            case BuildState.Failed(Path log) -> DoctorCheck.note("build",
                    "of the newer sources failed; this is the one before",
                    "Read " + log + ", and try again with './mimo build'.");
        };
    }

    private static DoctorCheck vectors() {
        boolean served =
                Objects.requireNonNull(ModuleLayer.boot()).findModule("jdk.incubator.vector").isPresent();
        return DoctorCheck.ok("vector module", served ? "present" : "not in this process ('serve' has it)");
    }

    private DoctorCheck directory() {
        if (!Files.exists(home)) {
            return DoctorCheck.ok("home", home + " (made when first needed)");
        }
        return Files.isDirectory(home) && Files.isWritable(home)
                ? DoctorCheck.ok("home", home.toString())
                : DoctorCheck.bad("home", home + " is not a directory that this user can write",
                        "Correct its owner or mode, or set MIMO_HOME to another directory.");
    }

    private DoctorCheck disk() {
        try {
            long free = Files.getFileStore(nearestExisting()).getUsableSpace();
            String found = (free >> 20) + " MiB free";
            return free >= FREE_BYTES_MIN
                    ? DoctorCheck.ok("disk", found)
                    : DoctorCheck.note("disk", found, "Free some space: a full disk refuses every write.");
        } catch (IOException e) {
            return DoctorCheck.note("disk", "free space unknown: " + e.getMessage(), "Check the disk of " + home + ".");
        }
    }

    private Path nearestExisting() {
        Path path = home.toAbsolutePath();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    private DoctorCheck server() {
        if (serving && (found instanceof RunningServer.None || found instanceof RunningServer.Stale)) {
            return DoctorCheck.bad("server", "none answers", "Start one with 'mimo serve'.");
        }
        return switch (found) {
            case RunningServer.Found(var file) -> DoctorCheck.ok("server",
                    file.version() + " at " + file.address() + ", process " + file.pid() + ", since "
                            + file.startedAt());
            case RunningServer.None() -> DoctorCheck.ok("server", "none running on this data");
            case RunningServer.Stale(String reason) -> DoctorCheck.note("server", "server.json is stale: " + reason,
                    "Nothing to do: it is ignored, and the next 'serve' replaces it.");
            case RunningServer.Unsafe(String reason, String remedy) -> DoctorCheck.bad("server", reason
                    + ", so that a server found there is not trusted", remedy);
        };
    }
}
