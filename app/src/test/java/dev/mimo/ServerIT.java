package dev.mimo;

import dev.mimo.attach.RemoteClient;
import dev.mimo.attach.RunningServer;
import dev.mimo.attach.ServerFile;
import dev.mimo.call.OperationClient;
import dev.mimo.memory.operation.MemoryOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The packaged program as a server, in a process of its own.
class ServerIT {
    private static final MemoryOperations MEMORY = MemoryOperations.unbounded();
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path home = Path.of("");

    private @Nullable Process server;

    @AfterEach
    void end() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_server_that_is_stopped_while_the_model_loads_ends_in_order() throws Exception {
        // again and again, since the moment at which native code starts up is short
        for (int round = 0; round < 4; round++) {
            serve();
            Process running = Objects.requireNonNull(server);
            running.destroy();

            assertThat(running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(running.exitValue()).isEqualTo(143);
            assertThat(ServerFile.in(home)).doesNotExist();
        }
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.map(Path::toString)).noneMatch(name -> name.contains("hs_err"));
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130", "HUP,129"})
    void each_signal_ends_it_in_order_and_has_its_own_exit_code(String signal, int exit) throws Exception {
        serve();
        Process running = Objects.requireNonNull(server);
        new ProcessBuilder("kill", "-" + signal, Long.toString(running.pid())).start().waitFor();

        assertThat(running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).isEqualTo(exit);
        assertThat(ServerFile.in(home)).doesNotExist();
    }

    @Test
    void what_was_acknowledged_before_a_kill_is_recalled_after_the_restart() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        try (OperationClient memory = new RemoteClient(serve())) {
            for (int i = 0; i < 20; i++) {
                acknowledged.add(
                        id(MEMORY.remember().json(memory,
                                json("{\"content\": \"Shelf number " + i + " holds jar " + i
                                        + ".\"}"))));
            }
        }
        Objects.requireNonNull(server).destroyForcibly().waitFor();

        try (OperationClient memory = new RemoteClient(serve())) {
            for (String id : acknowledged) {
                assertThat(
                        MEMORY.get().json(memory, json("{\"id\": \"" + id + "\"}")).path("memory").path("id")
                                .asString())
                        .isEqualTo(id);
            }
            JsonNode found = MEMORY.recall().json(memory, json("{\"query\": \"jar 7\"}")).path("memories");
            assertThat(found.get(0).path("content").asString()).isEqualTo("Shelf number 7 holds jar 7.");
        }
    }

    @Test
    void a_second_server_on_the_same_data_is_refused() throws Exception {
        serve();

        Process second = start();

        assertThat(second.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(5);
    }

    private ServerFile serve() throws Exception {
        server = start();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < limit) {
            if (RunningServer.find(home) instanceof RunningServer.Found(ServerFile file)) {
                return file;
            }
            assertThat(server.isAlive()).as("the server lives; its log: " + log()).isTrue();
            Thread.sleep(20);
        }
        throw new AssertionError("the server did not answer in time; its log: " + log());
    }

    private Process start() throws IOException {
        Path dist = Path.of(Objects.requireNonNull(System.getProperty("mimo.dist")));
        Path java = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java");
        // what runs in the background hands on that some signals are ignored
        List<String> heeding = Files.isReadable(Path.of("/proc/self/status"))
                ? List.of("env", "--default-signal=INT,HUP")
                : List.of();
        List<String> command = new ArrayList<>(heeding);
        command.addAll(List.of(java.toString(), "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED", "-Dmimo.dist=" + dist, "-cp", dist.resolve("lib") + "/*",
                "dev.mimo.Main", "serve", "--port", "0"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()));
        builder.environment().put("MIMO_HOME", home.toString());
        return builder.start();
    }

    private String log() throws IOException {
        return Files.readString(home.resolve("log"));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }

    private static String id(ObjectNode answer) {
        return answer.path("receipt").path("id").asString();
    }
}
