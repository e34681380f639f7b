package dev.mimo.door.mcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The official clients against the packaged program, over both doors. `-Dmimo.require.npm=true` fails where npm
/// is missing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpInteropIT {
    private Path homes = Path.of("");
    private @Nullable NpmClients clients;
    private @Nullable PackagedProgram program;

    @BeforeAll
    void install_the_clients(@TempDir Path directory) throws Exception {
        boolean available = NpmClients.available();
        if (Boolean.getBoolean("mimo.require.npm")) {
            assertThat(available).as("npm is on the path").isTrue();
        }
        assumeTrue(available, "npm is not on the path, so the official MCP clients cannot be run");
        clients = NpmClients.install();
        homes = directory;
        program = new PackagedProgram(directory);
    }

    @AfterAll
    void stop_the_server() throws InterruptedException {
        if (program != null) {
            program.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"drive.mjs,sdk1,legacy", "drive.mjs,client2,legacy", "drive.mjs,client2,auto",
            "drive.mjs,client2,modern", "inspector.mjs,,legacy",
            "inspector.mjs,,modern"})
    void an_official_client_works_over_stdio(String script, @Nullable String library,
            String era) throws Exception {
        Path home = Files.createTempDirectory(homes, "stdio");

        String printed = run(home, arguments(script, library, era, "--", program().command("stdio")));

        assertThat(printed).startsWith("{\"ok\":true");
    }

    @ParameterizedTest
    @CsvSource({"drive.mjs,sdk1,legacy", "drive.mjs,client2,legacy", "drive.mjs,client2,auto",
            "drive.mjs,client2,modern", "inspector.mjs,,legacy",
            "inspector.mjs,,modern"})
    void an_official_client_works_over_http(String script, @Nullable String library,
            String era) throws Exception {
        String mcp = program().serve(0) + "/mcp";

        String printed = run(homes, arguments(script, library, era, "--url", List.of(mcp)));

        assertThat(printed).startsWith("{\"ok\":true");
    }

    private PackagedProgram program() {
        return Objects.requireNonNull(program);
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
}
