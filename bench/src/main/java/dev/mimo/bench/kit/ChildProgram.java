package dev.mimo.bench.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program started by a measurement, with a home of its own; killed at the end if it has not ended by then.
///
/// @param startedAt of `System.nanoTime`, the moment before it was started
public record ChildProgram(Process process, long startedAt) implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(20);
    private static final String RESIDENT = "VmRSS:";

    /// Its standard error is thrown away.
    public static ChildProgram start(Path home, List<String> command) throws IOException {
        return start(home, new ProcessBuilder(command));
    }

    /// The same for a program that speaks to no one.
    public static ChildProgram startMute(Path home, List<String> command, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return start(home, builder);
    }

    private static ChildProgram start(Path home, ProcessBuilder builder) throws IOException {
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("MIMO_HOME", home.toString());
        // what was asked for this Java is not meant for that one
        builder.environment().remove("MIMO_JAVA_OPTS");
        builder.environment().put("MEMORY_FILE_PATH", home.resolve("memory.jsonl").toString());
        long startedAt = System.nanoTime();
        return new ChildProgram(builder.start(), startedAt);
    }

    /// Resident memory now in MiB, as Linux counts it.
    public double residentMebibytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith(RESIDENT)) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IllegalStateException("process " + process.pid() + " has ended");
    }

    /// Processor time that it has taken so far, of all its threads.
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        // a server does not end with its input
        process.destroy();
        try {
            if (process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    /// The launcher that started this measurement.
    public static Path launcher() {
        return said("mimo.launcher");
    }

    /// Java with the options that the launcher gives this profile, and the class path of this measurement.
    ///
    /// @param profile `stdio` or `serve`
    public static List<String> java(String profile, String mainClass, String... arguments) throws IOException {
        // its second line is the directory of the last build, its third the Java that it was made for
        List<String> where = Files.readAllLines(dist().resolve("ready").resolve("where"));
        List<String> command = new ArrayList<>(List.of(where.get(2), "@" + where.get(1) + "/" + profile + ".args",
                "-cp", said("java.class.path").toString(), mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Where the build laid out models and native libraries.
    public static Path dist() {
        return said("mimo.dist");
    }

    private static Path said(String property) {
        String said = System.getProperty(property);
        if (said == null) {
            throw new IllegalStateException(property + " is not set; start the measurement with ./mimo bench");
        }
        return Path.of(said);
    }
}
