package dev.mimo.mcp.client;

import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpTransport;
import dev.mimo.mcp.client.http.HttpTransportSettings;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.model.LogLevel;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// What a client tells a session once, and says with each request where there are no sessions.
@Timeout(60)
class SessionClientTest {
    private static final CallOptions QUICK = CallOptions.within(Duration.ofSeconds(20));

    @Test
    void the_log_level_is_told_to_each_session() throws Exception {
        try (FakeServer server = FakeServer.legacy()) {
            server.on("logging/setLevel", call -> call.result("{}"));
            server.on("ping", call -> {
                if ("s1".equals(call.header("Mcp-Session-Id"))) {
                    call.status(404);
                } else {
                    call.result("{}");
                }
            });
            try (McpClient client = connect(server)) {
                client.setLogLevel(LogLevel.WARNING, QUICK);
                // the server forgot the session, and the client begins another
                client.ping(QUICK);
            }

            assertThat(server.of("logging/setLevel"))
                    .extracting(call -> call.header("Mcp-Session-Id") + " " + call.params().path("level").asString(""))
                    .containsExactly("s1 warning", "s2 warning");
        }
    }

    @Test
    void without_sessions_the_log_level_is_no_message_but_part_of_each_call() throws Exception {
        try (FakeServer server = FakeServer.modern()) {
            server.on("tools/list", call -> call.result("{\"resultType\": \"complete\", \"tools\": []}"));
            try (McpClient client = connect(server)) {
                client.setLogLevel(LogLevel.WARNING, QUICK);
                client.listTools(QUICK.logging(LogLevel.ERROR));
            }

            assertThat(server.of("logging/setLevel")).isEmpty();
            assertThat(server.of("tools/list").getFirst().params().path("_meta")
                    .path("io.modelcontextprotocol/logLevel").stringValue()).isEqualTo("error");
        }
    }

    @Test
    void a_session_is_told_that_the_folders_have_changed_and_nobody_else() throws Exception {
        try (FakeServer server = FakeServer.legacy(); FakeServer modern = FakeServer.modern()) {
            try (McpClient client = connect(server); McpClient other = connect(modern)) {
                client.rootsChanged();
                other.rootsChanged();
            }

            assertThat(server.nextTold().path("method").stringValue()).isEqualTo("notifications/initialized");
            assertThat(server.nextTold().path("method").stringValue()).isEqualTo("notifications/roots/list_changed");
            assertThat(modern.told).isEmpty();
        }
    }

    private static McpClient connect(FakeServer server) throws InterruptedException {
        return McpClient.connect(
                new HttpTransport(server.uri(), Map.of(), HttpAuthorizer.NONE, MessageTrace.NONE,
                        HttpTransportSettings.defaults()),
                ClientProfile.of("test", "1"), ClientHandlers.NONE);
    }
}
