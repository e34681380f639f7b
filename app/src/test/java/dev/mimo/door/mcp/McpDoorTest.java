package dev.mimo.door.mcp;

import dev.mimo.door.http.TestDoor;
import dev.mimo.mcp.http.McpHttp;
import dev.mimo.mcp.http.McpHttpSettings;
import dev.mimo.mcp.http.SessionStore;
import dev.mimo.mcp.model.ToolProvider;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpServerSettings;
import dev.mimo.mcp.server.ServerFeatures;
import dev.mimo.mcp.server.ServerIdentity;
import java.net.http.HttpResponse;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// MCP at the real door, under its limits.
@Timeout(60)
class McpDoorTest {
    private static final String LISTEN = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscriptions/listen\",\"params\":"
            + "{\"notifications\":{\"toolsListChanged\":true},\"_meta\":"
            + "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

    private final McpServer server = new McpServer(new ServerIdentity("test", "A test", "1", "Be kind."),
            ServerFeatures.of(ToolProvider.of()), McpServerSettings.defaults(), (_, _) -> "f");
    private final McpHttp mcp =
            new McpHttp(server, McpHttpSettings.defaults(), Clock.systemUTC(), SessionStore.none());
    private final TestDoor door = TestDoor.open(TestDoor.limited("streamsMax", 1), McpRoute.at("/mcp", mcp));

    @AfterEach
    void close() {
        mcp.endSubscriptions();
        mcp.close();
        door.close();
    }

    @Test
    void a_subscription_beyond_the_streams_is_told_to_come_back_at_once() throws Exception {
        try (RawStream first = new RawStream(door.server().port(), "POST", LISTEN, "Accept",
                "application/json, text/event-stream", "MCP-Protocol-Version", "2026-07-28", "Mcp-Method",
                "subscriptions/listen")) {
            first.readHead();
            assertThat(first.next()).contains("notifications/subscriptions/acknowledged");

            HttpResponse<String> second = listen("application/json, text/event-stream");

            TestDoor.problem(second, 429);
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void a_subscription_of_a_client_that_takes_no_events_is_refused() {
        assertThat(listen("application/json").body()).contains("\"error\"").contains("takes no event stream");
    }

    @Test
    void a_handshake_that_is_answered_with_events_says_its_session() {
        HttpResponse<String> begun = door.send("POST", "/mcp", INITIALIZE, "Accept", "text/event-stream",
                "Content-Type", "application/json");

        assertThat(begun.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(begun.body()).contains("\"protocolVersion\":\"2025-11-25\"");
        String session = begun.headers().firstValue("Mcp-Session-Id").orElseThrow();
        assertThat(door.send("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", "Accept",
                "text/event-stream", "Content-Type", "application/json", "Mcp-Session-Id", session).body())
                .contains("\"id\":1,\"result\"");
    }

    private HttpResponse<String> listen(String accept) {
        return door.send("POST", "/mcp", LISTEN, "Accept", accept, "Content-Type", "application/json",
                "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "subscriptions/listen");
    }
}
