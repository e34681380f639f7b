package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.Icon;
import dev.mimo.mcp.model.Implementation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class IntroductionMethodsTest {
    private static final ObjectNode WHOLE = TestEngine.json("""
            {"name": "n", "title": "T", "version": "1", "description": "Does n.", "websiteUrl": "https://example.org",
             "icons": [{"src": "data:image/png;base64,AQ==", "mimeType": "image/png"}]}""");

    private final McpServer server = new McpServer(new ServerIdentity(new Implementation("n", "1", "T", "Does n.",
            "https://example.org", List.of(new Icon("data:image/png;base64,AQ==", "image/png", List.of(), null))), ""),
            new ServerFeatures(new TestToolBox(), null, null, null),
            new McpServerSettings(64, 1 << 20, 2, 4, Duration.ofSeconds(60)), (_, _) -> "f");

    @ParameterizedTest
    @EnumSource(value = Revision.class, names = "V2026_07_28", mode = EnumSource.Mode.EXCLUDE)
    void a_server_says_of_itself_what_the_revision_knows(Revision revision) {
        ObjectNode expected = WHOLE.deepCopy();
        if (!revision.isAtLeast(Revision.V2025_11_25)) {
            expected.remove(List.of("description", "websiteUrl", "icons"));
        }
        if (!revision.isAtLeast(Revision.V2025_06_18)) {
            expected.remove("title");
        }

        assertThat(answer("initialize", "{\"protocolVersion\":\"" + revision.date() + "\"}").path("serverInfo"))
                .isEqualTo(expected);
    }

    @Test
    void in_the_stateless_era_it_says_all_when_it_is_discovered_and_its_name_with_every_answer() {
        String meta = "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}";

        assertThat(answer("server/discover", meta).at("/_meta/io.modelcontextprotocol~1serverInfo")).isEqualTo(WHOLE);
        assertThat(answer("tools/list", meta).at("/_meta/io.modelcontextprotocol~1serverInfo"))
                .isEqualTo(TestEngine.json("{\"name\":\"n\",\"title\":\"T\",\"version\":\"1\"}"));
    }

    private ObjectNode answer(String method, String params) {
        try (McpSession session = server.open()) {
            return TestEngine.result(server.begin(session, new Message.Request(
                    new RequestId.Whole(1), method, TestEngine.json(params)), RequestInfo.LOCAL, _ -> {})
                    .complete());
        }
    }
}
