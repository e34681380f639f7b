package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpTransport;
import dev.mimo.mcp.client.http.HttpTransportSettings;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.ToolResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Servers whose languages write JSON in their own way, without meaning anything else by it.
@Timeout(60)
class LenientAnswersTest {
    private static final CallOptions QUICK = CallOptions.within(Duration.ofSeconds(20));
    private static final String HELLO = "{\"content\": [{\"type\": \"text\", \"text\": \"hello\"}]}";
    private static final String MARK = "\uFEFF";

    private final FakeServer server = server();

    private static FakeServer server() {
        try {
            return FakeServer.modern();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_byte_order_mark_before_an_answer_says_nothing() throws Exception {
        server.on("tools/call", call -> call.body(200, MARK + call.answer(HELLO)));

        assertThat(called()).containsExactly(Content.text("hello"));
    }

    @Test
    void a_byte_order_mark_before_an_event_stream_or_an_event_says_nothing() throws Exception {
        server.on("tools/call", call -> call.events().raw(MARK + "data: " + MARK + call.answer(HELLO) + "\n\n"));

        assertThat(called()).containsExactly(Content.text("hello"));
    }

    @Test
    void a_byte_order_mark_before_an_error_says_nothing() throws Exception {
        server.on("tools/call", call -> call.body(400, MARK + "{\"jsonrpc\":\"2.0\",\"id\":" + call.id()
                + ",\"error\":{\"code\":-32602,\"message\":\"not so\"}}"));

        assertThatThrownBy(this::called).hasMessageContaining("error -32602: not so");
    }

    @Test
    void an_id_that_comes_back_with_a_fraction_of_nothing_is_the_same() throws Exception {
        server.on("tools/call", call -> call.body(200, call.answer(HELLO)
                .replace("\"id\":" + call.id(), "\"id\":" + call.id() + ".0")));

        assertThat(called()).containsExactly(Content.text("hello"));
    }

    @Test
    void whole_numbers_may_be_written_with_a_fraction() throws Exception {
        List<Double> progress = new CopyOnWriteArrayList<>();
        server.on("tools/call", call -> call.events()
                .data("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                        + call.id() + ".0,\"progress\":1.0,\"total\":2.0}}")
                .data(call.answer(HELLO)))
                .on("resources/list", call -> call.result("{\"resultType\": \"complete\", \"ttlMs\": 60000.0,"
                        + " \"resources\": [{\"uri\": \"a:b\", \"name\": \"a\", \"size\": 5.0}]}"))
                .on("prompts/list", call -> call.body(400, "{\"jsonrpc\":\"2.0\",\"id\":" + call.id()
                        + ",\"error\":{\"code\":-32602.0,\"message\":\"not so\"}}"));

        try (McpClient client = connect()) {
            client.callTool("t", Json.object(), QUICK.watchedBy((done, _, _) -> progress.add(done)));
            assertThat(client.listResources(QUICK).getFirst().size()).isEqualTo(5L);
            client.listResources(QUICK);
            assertThatThrownBy(() -> client.listPrompts(QUICK)).hasMessageContaining("error -32602: not so");
        }
        assertThat(progress).containsExactly(1.0);
        assertThat(server.of("resources/list")).hasSize(1);
    }

    @Test
    void null_stands_for_whatever_is_left_out() throws Exception {
        String rest =
                "\"resultType\": null, \"nextCursor\": null, \"ttlMs\": null, \"cacheScope\": null, \"_meta\": null}";
        String about =
                "\"title\": null, \"description\": null, \"icons\": null, \"annotations\": null, \"_meta\": null";
        server.on("server/discover",
                call -> call.result("{\"resultType\": null, \"supportedVersions\": [\"2026-07-28\"],"
                        + "\"capabilities\": {\"tools\": {\"listChanged\": null}, \"prompts\": null},"
                        + "\"instructions\": null,"
                        + "\"serverInfo\": {\"name\": \"n\", \"version\": \"1\", " + about + ", \"websiteUrl\": null},"
                        + "\"_meta\": {\"io.modelcontextprotocol/serverInfo\": null}}"))
                .on("tools/list", call -> call.result("{\"tools\": [{\"name\": \"t\", \"inputSchema\": {\"type\":"
                        + " \"object\"}, \"outputSchema\": null, \"execution\": null, " + about + "}], " + rest))
                .on("prompts/list", call -> call.result("{\"prompts\": [{\"name\": \"p\", \"arguments\": null, " + about
                        + "}, {\"name\": \"q\", \"arguments\": [{\"name\": \"a\", \"required\": null, \"title\": null,"
                        + " \"description\": null}], " + about + "}], " + rest))
                .on("resources/list", call -> call.result("{\"resources\": [{\"uri\": \"a:b\", \"name\": \"r\","
                        + " \"mimeType\": null, \"size\": null, " + about + "}], " + rest))
                .on("resources/read", call -> call.result("{\"contents\": [{\"uri\": \"a:b\", \"mimeType\": null,"
                        + " \"text\": \"x\", \"blob\": null, \"_meta\": null}], " + rest))
                .on("tools/call", call -> call.body(200, "{\"jsonrpc\": \"2.0\", \"id\": " + call.id()
                        + ", \"method\": null, \"params\": null, \"error\": null, \"result\": {\"content\": [{\"type\":"
                        + " \"text\", \"text\": \"hello\", \"annotations\": null, \"_meta\": null}],"
                        + " \"structuredContent\": null, \"isError\": null, " + rest + "}"));

        try (McpClient client = connect()) {
            assertThat(client.server().name()).isEqualTo("n");
            assertThat(client.server().offers("prompts")).isFalse();
            assertThat(client.listTools(QUICK).tools()).hasSize(1);
            assertThat(client.listTools(QUICK).leftOut()).isEmpty();
            assertThat(client.listPrompts(QUICK)).hasSize(2);
            assertThat(client.listResources(QUICK)).hasSize(1);
            assertThat(client.readResource("a:b", QUICK).getFirst()).isInstanceOf(ResourceBody.Text.class);
            ToolResult result = client.callTool("t", Json.object(), QUICK);
            assertThat(result.content()).containsExactly(Content.text("hello"));
            assertThat(result.error()).isFalse();
            assertThat(result.structured()).isNull();
        }
    }

    @Test
    void null_beside_an_error_is_no_result() throws Exception {
        server.on("tools/call", call -> call.body(200, "{\"jsonrpc\": \"2.0\", \"id\": " + call.id()
                + ", \"result\": null, \"error\": {\"code\": -32602, \"message\": \"not so\", \"data\": null}}"));

        assertThatThrownBy(this::called).hasMessageContaining("error -32602: not so");
    }

    @Test
    void an_entry_that_is_none_fails_its_list_as_the_servers_fault() throws Exception {
        server.on("resources/list", call -> call.result("{\"resources\": [{\"name\": \"without an address\"}]}"));

        try (McpClient client = connect()) {
            assertThatThrownBy(() -> client.listResources(QUICK)).isInstanceOf(McpClientException.class);
        }
    }

    private List<Content> called() throws InterruptedException {
        try (McpClient client = connect()) {
            return client.callTool("t", Json.object(), QUICK).content();
        }
    }

    private McpClient connect() throws InterruptedException {
        return McpClient.connect(
                new HttpTransport(server.uri(), Map.of(), HttpAuthorizer.NONE, MessageTrace.NONE,
                        HttpTransportSettings.defaults()),
                ClientProfile.of("test", "1"), ClientHandlers.NONE);
    }
}
