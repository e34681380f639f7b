package dev.mimo.door.mcp;

import dev.mimo.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The official clients against the packaged program, over both doors. `-Dmimo.command="…"` names another program
/// than the one just built, words apart by spaces; `-Dmimo.require.npm=true` fails where npm is missing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpInteropIT {
    private static final long START_MILLIS = 60_000;

    @TempDir
    Path homes;

    private @Nullable NpmClients clients;
    private @Nullable Process server;
    private String url = "";

    @BeforeAll
    void install_the_clients() throws Exception {
        boolean available = NpmClients.available();
        if (Boolean.getBoolean("mimo.require.npm")) {
            assertThat(available).as("npm is on the path").isTrue();
        }
        assumeTrue(available, "npm is not on the path, so the official MCP clients cannot be run");
        clients = NpmClients.install();
    }

    @AfterAll
    void stop_the_server() throws InterruptedException {
        if (server != null) {
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"drive.mjs,sdk1,legacy", "drive.mjs,client2,legacy", "drive.mjs,client2,auto",
            "drive.mjs,client2,modern", "inspector.mjs,,legacy",
            "inspector.mjs,,modern"})
    void an_official_client_works_over_stdio(String script, @Nullable String library,
            String era) throws Exception {
        Path home = Files.createTempDirectory(homes, "stdio");
        List<String> command = new ArrayList<>(program());
        command.add("stdio");

        String printed = run(home, arguments(script, library, era, "--", command));

        assertThat(printed).startsWith("{\"ok\":true");
    }

    @ParameterizedTest
    @CsvSource({"drive.mjs,sdk1,legacy", "drive.mjs,client2,legacy", "drive.mjs,client2,auto",
            "drive.mjs,client2,modern", "inspector.mjs,,legacy",
            "inspector.mjs,,modern"})
    void an_official_client_works_over_http(String script, @Nullable String library,
            String era) throws Exception {
        serve();

        String printed = run(homes, arguments(script, library, era, "--url", List.of(url + "/mcp")));

        assertThat(printed).startsWith("{\"ok\":true");
    }

    private String run(Path home, List<String> arguments) throws IOException, InterruptedException {
        return Objects.requireNonNull(clients).script(Map.of("MIMO_HOME", home.toString()),
                arguments.toArray(String[]::new));
    }

    private static List<String> arguments(String script, @Nullable String library, String era, String how,
            List<String> target) {
        List<String> arguments = new ArrayList<>(List.of(script));
        if (library != null) {
            arguments.add(library);
        }
        arguments.addAll(List.of(era, how));
        arguments.addAll(target);
        return arguments;
    }

    /// Starts the server for the first test that needs it; the address is where it says that it listens.
    private void serve() throws IOException, InterruptedException {
        if (server != null) {
            return;
        }
        Path home = Files.createDirectories(homes.resolve("server"));
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of("serve", "--port", "0"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        builder.environment().put("MIMO_HOME", home.toString());
        server = builder.start();
        Path file = home.resolve("server.json");
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (!Files.exists(file)) {
            if (server.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new AssertionError("the server did not start: " + Files.readString(home.resolve("log")));
            }
        }
        StrictJson.Tree told = (StrictJson.Tree) StrictJson.read(Files.readAllBytes(file), 8);
        url = told.root().required("address").stringValue();
    }

    /// A script without arguments of its own: the inspector would take those that begin with dashes for its own.
    private List<String> program() throws IOException {
        String given = property("mimo.command");
        if (!given.isBlank()) {
            return List.of(given.strip().split(" +", -1));
        }
        Path script = homes.resolve("mimo");
        Files.writeString(script, """
                #!/bin/sh
                exec '%s/bin/java' -Xlog:disable -XX:+DisplayVMOutputToStderr --enable-native-access=ALL-UNNAMED \\
                  '-Dmimo.dist=%s' -cp '%s/lib/*' dev.mimo.Main "$@"
                """.formatted(property("java.home"), property("mimo.dist"), property("mimo.dist")));
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + script);
        }
        return List.of(script.toString());
    }

    private static String property(String name) {
        return Objects.requireNonNullElse(System.getProperty(name), "");
    }
}
