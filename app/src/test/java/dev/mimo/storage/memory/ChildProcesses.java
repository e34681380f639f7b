package dev.mimo.storage.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Starts Java programs of the tests as processes of their own.
public final class ChildProcesses {
    private ChildProcesses() {}

    public static Process start(Class<?> program, Path errors, String... arguments) throws IOException {
        return startWithHeap("-Xmx128m", program, errors, arguments);
    }

    /// @param heap as Java's option
    static Process startWithHeap(String heap, Class<?> program, Path errors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(), "-Xshare:auto",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", heap, "--enable-native-access=ALL-UNNAMED",
                "-cp", Objects.requireNonNull(System.getProperty("java.class.path"))));
        String dist = System.getProperty("mimo.dist");
        if (dist != null) {
            command.add("-Dmimo.dist=" + dist);
        }
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile())).start();
    }
}
