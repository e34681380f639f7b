package dev.mimo.door.chat;

import dev.mimo.door.mcp.NpmClients;
import dev.mimo.door.mcp.PackagedProgram;
import dev.mimo.models.language.FaultyProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The official clients of OpenAI and Anthropic against the packaged program, with and without a language model behind
/// it. `-Dmimo.require.npm=true` fails where npm is missing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelClientsIT {
    private @Nullable NpmClients clients;

    @BeforeAll
    void install_the_clients() throws Exception {
        boolean available = NpmClients.available();
        if (Boolean.getBoolean("mimo.require.npm")) {
            assertThat(available).as("npm is on the path").isTrue();
        }
        assumeTrue(available, "npm is not on the path, so the official clients cannot be run");
        clients = NpmClients.install();
    }

    @AfterAll
    void forget() {
        clients = null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void an_official_client_works_before_a_language_model(String library, @TempDir Path directory) throws Exception {
        try (FaultyProvider provider = new FaultyProvider()) {
            // on a machine where tests compete, recalling may take its time
            assertWorks(library, directory, Map.of("OPENAI_BASE_URL", provider.address() + "/v1",
                    "MIMO_DOORS_RECALL_DEADLINE", "10s"), FaultyProvider.text());
            assertThat(provider.asked()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void an_official_client_works_without_one(String library, @TempDir Path directory) throws Exception {
        assertWorks(library, directory, Map.of(), "extractive");
    }

    private void assertWorks(String library, Path directory, Map<String, String> environment, String text)
            throws Exception {
        PackagedProgram program = new PackagedProgram(directory, environment);
        try {
            String printed =
                    Objects.requireNonNull(clients).script(Map.of(), "models.mjs", library, program.serve(0), text);

            assertThat(printed).startsWith("{\"ok\":true");
        } finally {
            program.stop();
        }
    }
}
