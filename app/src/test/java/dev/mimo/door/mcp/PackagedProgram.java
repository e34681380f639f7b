package dev.mimo.door.mcp;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// The program just built, as users start it, or the one that `-Dmimo.command="…"` names, words apart by spaces.
public final class PackagedProgram {
    private static final long START_SECONDS = 60;
    private static final long RUN_SECONDS = 60;
    private static final List<String> MODEL_VARIABLES =
            List.of("OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY",
                    "OPENROUTER_API_KEY", "OLLAMA_HOST");

    private final Path directory;
    private final Map<String, String> environment;
    private @Nullable Process server;

    /// @param directory of its own
    PackagedProgram(Path directory) {
        this(directory, Map.of());
    }

    /// @param environment of the server, besides its home; what names language models there is only what this says
    public PackagedProgram(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    /// A script without arguments of its own: the inspector would take those that begin with dashes for its own.
    List<String> command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        String given = property("mimo.command");
        if (given.isBlank()) {
            command.add(script().toString());
        } else {
            command.addAll(List.of(given.strip().split(" +", -1)));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private Path script() throws IOException {
        Path script = directory.resolve("mimo");
        if (Files.exists(script)) {
            return script;
        }
        Files.writeString(script, """
                #!/bin/sh
                exec '%s/bin/java' -Xlog:disable -XX:+DisplayVMOutputToStderr --enable-native-access=ALL-UNNAMED \\
                  '-Dmimo.dist=%s' -cp '%s'/lib/mimo-[0-9]*.jar dev.mimo.Main "$@"
                """.formatted(property("java.home"), property("mimo.dist"), property("mimo.dist")));
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + script);
        }
        return script;
    }

    /// Starts the server, unless it runs.
    ///
    /// @param port 0 for any
    /// @return where it says that it listens
    public String serve(int port) throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory.resolve("server"));
        Path file = home.resolve("server.json");
        if (server == null) {
            // one that was killed leaves its own behind
            Files.deleteIfExists(file);
            ProcessBuilder builder = new ProcessBuilder(command("serve", "--port", Integer.toString(port)))
                    .redirectErrorStream(true).redirectOutput(home.resolve("log").toFile());
            MODEL_VARIABLES.forEach(builder.environment()::remove);
            builder.environment().putAll(environment);
            builder.environment().put("MIMO_HOME", home.toString());
            Process started = builder.start();
            server = started;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
            while (!Files.exists(file)) {
                if (started.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    throw new AssertionError("the server did not start: " + Files.readString(home.resolve("log")));
                }
            }
        }
        return Json.parseObject(Files.readAllBytes(file), JsonLimits.defaults()).required("address").stringValue();
    }

    /// Ends the server as a crash would.
    void kill() throws InterruptedException {
        Process running = Objects.requireNonNull(server);
        assertThat(running.destroyForcibly().waitFor(20, TimeUnit.SECONDS)).isTrue();
        server = null;
    }

    /// Runs a verb to its end.
    ///
    /// @return what it printed
    String run(String... arguments) throws IOException, InterruptedException {
        Path printed = Files.createTempFile(directory, "printed", "");
        Path errors = Files.createTempFile(directory, "errors", "");
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).redirectOutput(printed.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("MIMO_HOME", Files.createDirectories(directory.resolve("own")).toString());
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(RUN_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
            return Files.readString(printed);
        } finally {
            process.destroyForcibly();
        }
    }

    /// Ends the server in order, if it runs.
    public void stop() throws InterruptedException {
        if (server != null) {
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
            server = null;
        }
    }

    private static String property(String name) {
        return Objects.requireNonNullElse(System.getProperty(name), "");
    }
}
