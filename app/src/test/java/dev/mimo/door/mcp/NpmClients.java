package dev.mimo.door.mcp;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The official clients and servers, as `src/test/npm` pins them: installed once into `target/npm`, and again
/// when the pins change.
public final class NpmClients {
    private static final long INSTALL_SECONDS = 600;
    private static final long RUN_SECONDS = 180;

    private final Path home;

    private NpmClients(Path home) {
        this.home = home;
    }

    /// Whether npm can be found on the path.
    public static boolean available() {
        return onPath("npm") != null;
    }

    public static NpmClients install() throws IOException, InterruptedException {
        Path home = Files.createDirectories(Path.of("target", "npm")).toAbsolutePath();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("src", "test", "npm"), "*.{json,mjs}")) {
            for (Path file : files) {
                Files.copy(file, home.resolve(Objects.requireNonNull(file.getFileName())),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path done = home.resolve("installed");
        String pins = Files.readString(home.resolve("package-lock.json"));
        if (!Files.exists(done) || !Files.readString(done).equals(pins)) {
            run(home, Map.of(), INSTALL_SECONDS, List.of(Objects.requireNonNull(onPath("npm")), "ci",
                    "--ignore-scripts", "--no-audit", "--no-fund", "--silent"));
            Files.writeString(done, pins);
        }
        return new NpmClients(home);
    }

    /// Runs one of the scripts and returns what it printed.
    ///
    /// @throws AssertionError when it fails
    public String script(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(node()));
        command.addAll(List.of(arguments));
        return run(home, environment, RUN_SECONDS, command);
    }

    /// How one of the scripts is started that goes on until its input ends.
    ProcessBuilder serving(String script) {
        return new ProcessBuilder(node(), script).directory(home.toFile());
    }

    /// How one of the official servers is started.
    List<String> server(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(node(),
                home.resolve("node_modules/@modelcontextprotocol/server-" + name + "/dist/index.js").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// The inspector wants a newer Node than many machines have, so npm brings one for Linux.
    private String node() {
        for (String architecture : List.of("x64", "arm64")) {
            Path brought = home.resolve("node_modules/node-linux-" + architecture + "/bin/node");
            if (Files.isExecutable(brought)) {
                return brought.toString();
            }
        }
        return Objects.requireNonNull(onPath("node"), "no node on the path");
    }

    private static @Nullable String onPath(String program) {
        for (String directory : Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(directory, program);
            if (!directory.isEmpty() && Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        return null;
    }

    private static String run(Path directory, Map<String, String> environment, long seconds, List<String> command)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("npm", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectOutput(log.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            String printed = Files.readString(log, UTF_8).strip();
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + (ended ? " failed: " : " did not end: ")
                        + printed);
            }
            return printed;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.deleteIfExists(log);
        }
    }
}
