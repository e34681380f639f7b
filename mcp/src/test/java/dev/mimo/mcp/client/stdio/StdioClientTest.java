package dev.mimo.mcp.client.stdio;

import dev.mimo.json.Json;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.McpClient;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.EraChoice;
import dev.mimo.mcp.client.use.OutputValidator;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.LogLevel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The client against real child processes.
@Timeout(120)
class StdioClientTest {
    private static final CallOptions PATIENT = CallOptions.within(Duration.ofSeconds(60));

    private final BlockingQueue<String> logged = new LinkedBlockingQueue<>();

    @Test
    void a_modern_child_is_spoken_to_without_handshake() throws Exception {
        try (McpClient client = connect("modern", ClientSettings.defaults().withHandshake(Duration.ofSeconds(60)))) {
            assertThat(client.revision()).isEqualTo(Revision.V2026_07_28);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "touchy", "mute", "marked"})
    void a_child_that_knows_the_handshake_only_gets_one_whatever_the_probe_does_to_it(String mood) throws Exception {
        try (McpClient client = connect(mood, impatient())) {
            assertThat(client.revision()).isEqualTo(Revision.V2025_06_18);
            assertThat(client.server().name()).isEqualTo(mood);
            client.ping(PATIENT);
        }
    }

    @Test
    void the_child_sees_the_environment_it_is_given_and_no_other() throws Exception {
        try (McpClient client = connect("plain", stateful())) {
            assertThat(client.callTool("t", Json.object(), PATIENT).content())
                    .containsExactly(Content.text("yes null"));
        }
    }

    @Test
    void a_child_that_dies_fails_its_calls_with_its_last_words_and_is_started_again_by_the_next() throws Exception {
        try (McpClient client = connect("plain", stateful())) {
            assertThatThrownBy(() -> client.call("die", Json.object(), PATIENT))
                    .isInstanceOfSatisfying(McpClientException.class,
                            e -> assertThat(e.reason()).isInstanceOf(McpClientException.Lost.class))
                    .hasMessageContaining("exit code 3").hasMessageContaining("I am gone");
            assertThat(client.isConnected()).isFalse();

            client.ping(PATIENT);

            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void a_call_that_takes_too_long_is_cancelled_on_the_server() throws Exception {
        try (McpClient client = connect("plain", stateful())) {
            assertThatThrownBy(() -> client.call("never", Json.object(), CallOptions.within(Duration.ofMillis(50))))
                    .isInstanceOfSatisfying(McpClientException.class,
                            e -> assertThat(e.reason()).isInstanceOf(McpClientException.TimedOut.class));
            assertThat(logged.poll(30, TimeUnit.SECONDS)).isEqualTo("cancelled");
        }
    }

    @ParameterizedTest
    @CsvSource({"garbled, a line that is no message", "renamed, an answer to another request",
            "renumbered, an answer to another request", "nameless, error -32600 without saying to what: no idea"})
    void an_answer_that_cannot_be_read_is_named_when_no_other_comes(String method, String what) throws Exception {
        try (McpClient client = connect("plain", stateful())) {
            assertThatThrownBy(() -> client.call(method, Json.object(), CallOptions.within(Duration.ofSeconds(2))))
                    .isInstanceOf(McpClientException.class).hasMessageContaining(what)
                    .hasMessageContaining("no answer within 2000 ms");
            client.ping(PATIENT);
        }
    }

    @Test
    void an_endless_line_ends_the_connection() throws Exception {
        try (McpClient client = connect("plain", stateful())) {
            assertThatThrownBy(() -> client.call("flood", Json.object(), PATIENT))
                    .isInstanceOfSatisfying(McpClientException.class,
                            e -> assertThat(e.reason()).isInstanceOf(McpClientException.Broken.class));
            client.ping(PATIENT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "stubborn", "family"})
    void nothing_of_a_child_outlives_its_connection(String mood) throws Exception {
        List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
        List<ProcessHandle> started;
        try (McpClient client = connect(mood, stateful())) {
            client.ping(PATIENT);
            started = ProcessHandle.current().descendants().filter(each -> !before.contains(each)).toList();
            assertThat(started).hasSize(mood.equals("family") ? 2 : 1);
        }
        for (ProcessHandle each : started) {
            each.onExit().get(10, TimeUnit.SECONDS);
            assertThat(each.isAlive()).isFalse();
        }
    }

    @Test
    void a_program_that_is_not_there_is_said_not_to_start() {
        StdioTransport transport = new StdioTransport(new ChildCommand(List.of("no-such-program"), Map.of(), null),
                MessageTrace.NONE, ChildSettings.defaults());

        assertThatThrownBy(() -> McpClient.connect(transport, ClientProfile.of("test", "1"), ClientHandlers.NONE))
                .isInstanceOf(McpClientException.class).hasMessageContaining("cannot be started");
    }

    private static ClientSettings stateful() {
        return ClientSettings.defaults().withEra(EraChoice.STATEFUL);
    }

    /// A probe that is short for a silent child, and long enough for one that answers.
    private static ClientSettings impatient() {
        return ClientSettings.defaults();
    }

    private McpClient connect(String mood, ClientSettings settings) throws InterruptedException {
        ChildSettings usual = ChildSettings.defaults();
        ChildSettings small = new ChildSettings(100_000, 64, usual.errorBytesMax(), usual.queueMax(),
                usual.writeWait(), Duration.ofMillis(1500), Duration.ofMillis(1500));
        String java = Path.of(property("java.home"), "bin", "java").toString();
        ChildCommand command = new ChildCommand(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                property("java.class.path"), "dev.mimo.mcp.client.stdio.FakeChild", mood),
                ChildCommand.environment(Map.of("PATH", Objects.requireNonNullElse(System.getenv("PATH"), ""),
                        "HIDDEN", "no"), Map.of("GIVEN", "yes")),
                null);
        ClientHandlers handlers = new ClientHandlers() {
            @Override
            public void logged(LogLevel level, @Nullable String logger, JsonNode data) {
                logged.add(data.asString(""));
            }
        };
        return McpClient.connect(new StdioTransport(command, MessageTrace.NONE, small),
                new McpClient.Parts(ClientProfile.of("test", "1"), handlers, settings, Clock.systemUTC()),
                OutputValidator.NONE);
    }

    private static String property(String name) {
        return Objects.requireNonNullElse(System.getProperty(name), "");
    }
}
