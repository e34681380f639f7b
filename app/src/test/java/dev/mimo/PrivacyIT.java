package dev.mimo;

import dev.mimo.door.cli.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The README's promise, of the packaged program: nothing leaves the machine, and nothing is left outside the home
/// directory. Each verb runs under a tracer; where there is none, this is skipped, but not in CI.
class PrivacyIT {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path directory = Path.of("");

    private final Set<String> tried = new TreeSet<>();
    private int runs;
    private @Nullable Process server;

    @BeforeEach
    void requireTracer() throws Exception {
        if (!Boolean.getBoolean("mimo.require.strace")) {
            assumeTrue(SystemCallTrace.isPossible(), "strace is missing or not allowed here");
        }
        directory = directory.toRealPath();
        for (String folder : List.of("home", "temporary", "user", "cache", "work")) {
            Files.createDirectory(directory.resolve(folder));
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        if (server != null) {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void no_verb_reaches_beyond_the_machine_or_leaves_anything_outside_its_home() throws Exception {
        String id = receipt("remember", "Priya prefers tea over coffee", "--json").path("id").asString();
        run("recall", "what does Priya drink?", "--effort", "high", "--explain");
        run("ask", "what does Priya drink?", "--explain");
        run("get", id, "--versions");
        run("list");
        run("namespaces");
        run("tags");
        run("completion", "bash");
        run("edit", id, "--content", "Priya prefers green tea");
        run("forget", "--category", "fact");
        run("forget", id);
        run("undo", receipt("remember", "It rained.", "--json").path("undo").asString());
        run("export", "--format", "markdown");
        run("import",
                Files.writeString(directory.resolve("home/notes.md"), "# Tea\n\nPriya likes it green.\n").toString());
        run("facts", "teach", "alice", "reports_to", "bob");
        run("facts", "query", "alice ?p ?x");
        run("facts", "explain", "alice", "reports_to", "bob");
        run("facts", "rules");
        run("skills", "list");
        run("tools", "find", "echo");
        run("procedure", "check", Files.writeString(directory.resolve("home/rest.yaml"),
                "name: rest\nversion: 1.0.0\nstart_at: rest\nstates:\n  rest: {type: wait, seconds: 1, end: true}\n")
                .toString());
        run("doctor");
        run("connect");
        run("help");
        run("build");
        run("bench");
        run("stdio");
        List<String> inspect = new ArrayList<>(List.of("mcp", "inspect", "--env", "MIMO_HOME"));
        inspect.addAll(java("stdio"));
        run(inspect.toArray(String[]::new));
        run("mcp", "logout", "http://127.0.0.1:9/mcp");

        serve();

        assertThat(tried).containsAll(Main.commandLine(new WholeProgram(Map.of(), new SignalShutdown()),
                Terminal.ofProcess()).commands().getSubcommands().keySet());
    }

    /// A server that is asked at each of its doors, by programs and by verbs that find it, and then is stopped.
    private void serve() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("trace-serve"));
        SystemCallTrace trace = new SystemCallTrace(folder);
        Process started = start(trace.traced(java("serve", "--port", "0")));
        server = started;
        tried.add("serve");
        Path told = directory.resolve("home/server.json");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(told)) {
            assertThat(started.waitFor(50, TimeUnit.MILLISECONDS)).as(said()).isFalse();
            assertThat(System.nanoTime()).as("starts in time").isLessThan(end);
        }
        JsonNode self = JsonMapper.shared().readTree(Files.readAllBytes(told));
        URI address = URI.create(self.path("address").asString());
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of("/health", "/health/ready", "/metrics", "/openapi.json", "/docs")) {
                assertThat(client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString())
                        .statusCode()).as(path).isEqualTo(200);
            }
            HttpRequest.Builder remember = HttpRequest.newBuilder(address.resolve("/v1/memories"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"content\": \"Tom plays the guitar.\", \"wait\": \"indexed\"}"));
            assertThat(client.send(remember.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(201);
            HttpRequest.Builder chat = HttpRequest.newBuilder(address.resolve("/v1/chat/completions"))
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString(
                            "{\"model\":\"mimo\",\"messages\":[{\"role\":\"user\",\"content\":\"Who plays?\"}]}"));
            assertThat(client.send(chat.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
        run("recall", "who plays?");
        run("stdio");
        run("mcp", "inspect", address.resolve("/mcp").toString());
        ProcessHandle.of(self.path("pid").asLong()).orElseThrow().destroy();
        assertThat(started.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ends when asked").isTrue();
        check("serve", trace);
    }

    private JsonNode receipt(String... arguments) throws Exception {
        return JsonMapper.shared().readTree(run(arguments)).path("receipt");
    }

    /// Runs a verb to its end, and looks at what it did.
    ///
    /// @return what it printed
    private String run(String... arguments) throws Exception {
        tried.add(arguments[0]);
        SystemCallTrace trace = new SystemCallTrace(Files.createDirectory(directory.resolve("trace-" + runs++)));
        Process process = start(trace.traced(java(arguments)));
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ends in time").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        // bench only says where it is
        assertThat(process.exitValue()).as(String.join(" ", arguments) + said()).isIn(0, 2);
        check(String.join(" ", arguments), trace);
        return Files.readString(directory.resolve("printed"));
    }

    private void check(String what, SystemCallTrace trace) throws IOException {
        Path home = directory.resolve("home");
        Path temporary = directory.resolve("temporary");

        assertThat(trace.size()).as(what + " was traced").isPositive();
        assertThat(trace.outbound()).as(what + " reaches beyond the machine").isEmpty();
        assertThat(trace.made()).as(what + " makes files elsewhere")
                .allMatch(path -> path.startsWith(home) || path.startsWith(temporary));
        for (String untouched : List.of("temporary", "user", "cache", "work")) {
            assertThat(directory.resolve(untouched)).as(what + " leaves something behind").isEmptyDirectory();
        }
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.resolve("work").toFile())
                .redirectInput(Path.of(property("mimo.root"), "etc/launcher/train-stdio.jsonl").toFile())
                .redirectOutput(directory.resolve("printed").toFile())
                .redirectError(directory.resolve("errors").toFile());
        // not this process's own: some programs behave themselves where they see CI
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", directory.resolve("user").toString(),
                "XDG_CACHE_HOME", directory.resolve("cache").toString(),
                "TMPDIR", directory.resolve("temporary").toString(),
                "MIMO_HOME", directory.resolve("home").toString()));
        return builder.start();
    }

    /// As the launcher starts it.
    private List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(property("java.home") + "/bin/java", "-XX:-UsePerfData",
                "-Xlog:disable", "-XX:+DisplayVMOutputToStderr", "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + directory.resolve("temporary"), "-Dmimo.dist=" + property("mimo.dist"), "-cp",
                classPath(), "dev.mimo.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /// The program's jar, which names its libraries; the folder may hold those of earlier builds too.
    private static String classPath() {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(property("mimo.dist"), "lib"),
                "mimo-[0-9]*.jar")) {
            return jars.iterator().next().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String said() throws IOException {
        return "\n" + Files.readString(directory.resolve("errors"));
    }

    private static String property(String name) {
        return String.valueOf(System.getProperty(name));
    }
}
