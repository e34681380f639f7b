package dev.mimo.door.mcp;

import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.http.TestDoor;
import dev.mimo.mcp.http.McpHttp;
import dev.mimo.mcp.http.McpHttpSettings;
import dev.mimo.mcp.http.SessionStore;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpServerSettings;
import dev.mimo.mcp.server.ServerFeatures;
import dev.mimo.mcp.server.ServerIdentity;
import dev.mimo.mcp.server.TestTools;
import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole sessions over HTTP, byte for byte.
@Timeout(60)
class McpTranscriptTest {
    @ParameterizedTest
    @ValueSource(strings = {"http-2024-11-05.txt", "http-2025-03-26.txt", "http-2025-06-18.txt",
            "http-2025-11-25.txt", "http-2026-07-28.txt"})
    void a_session_goes_as_written(String name) throws IOException {
        McpServer server = new McpServer(new ServerIdentity("test", "A test", "1", "Be kind."),
                ServerFeatures.of(new TestTools()), McpServerSettings.defaults(), (_, _) -> "f");
        try (McpHttp mcp = new McpHttp(server, McpHttpSettings.defaults(), Clock.systemUTC(), SessionStore.none());
                TestDoor door = TestDoor.open(HttpSettings.defaults(), McpRoute.at("/mcp", mcp))) {
            new HttpTranscript(door).holds(name);
        }
    }
}
