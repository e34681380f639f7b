package dev.mimo;

import dev.mimo.door.mcp.MimoMcp;
import dev.mimo.door.mcp.SilentNews;
import dev.mimo.gateway.ExposureSettings;
import dev.mimo.gateway.ExposureSettings.ToolExposure;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.DecodedMessage;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.RequestInfo;
import dev.mimo.refusal.RefusedException;
import dev.mimo.tools.OwnTools;
import dev.mimo.tools.ToolDiscovery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Tools of a real skill, found and used.
class SkillDiscoveryTest {
    @TempDir
    Path home = Path.of("");

    private TestMimo mimo;
    private OwnTools tools = new OwnTools(List.of(), List.of());

    @BeforeEach
    void openWithASkill() throws Exception {
        Path server = Path.of("src", "test", "resources", "skills", "nasty-server.sh").toAbsolutePath();
        Files.writeString(home.resolve("skills.json"),
                "{\"mcpServers\": {\"a\": {\"command\": \"sh\", \"args\": [\"" + server + "\", \"good\"]}}}");
        mimo = TestMimo.open(home);
        ToolRegistry registry = mimo.mimo().skills().tools().registry().get();
        CountDownLatch offered = new CountDownLatch(1);
        registry.listen(offered::countDown);
        assertThat(registry.find("a__echo") != null || offered.await(20, TimeUnit.SECONDS)).isTrue();
        tools = new ToolDiscovery(mimo.connection("team"), mimo.mimo().skills().tools()).tools();
    }

    @AfterEach
    void close() {
        mimo.close();
    }

    @Test
    void what_an_agent_wants_to_do_finds_the_tool_with_its_schema() throws InterruptedException {
        ToolResult found = call("find_tools", "{\"query\": \"echo what I say\", \"limit\": 2}");

        JsonNode first = Objects.requireNonNull(found.structured()).path("tools").path(0);
        assertThat(first.path("name").asString("")).isEqualTo("a__echo");
        assertThat(first.path("skill").asString("")).isEqualTo("a");
        assertThat(first.path("input_schema").isObject()).isTrue();
        assertThat(first.path("score").asDouble()).isBetween(0.01, 1.0);
        assertThat(text(found)).contains("a__echo");
    }

    @Test
    void a_tool_that_was_found_is_used_and_its_own_result_passes_as_it_is() throws Exception {
        call("find_tools", "{\"query\": \"echo what I say\"}");

        ToolResult result = call("use_tool", "{\"name\": \"a__echo\", \"arguments\": {\"text\": \"héllo\"}}");

        assertThat(text(result)).isEqualTo("héllo");
        assertThat(result.error()).isFalse();
        assertThat(Files.readString(home.resolve("skills/requests.jsonl")))
                .isEqualTo("{\"request\":\"echo what I say\",\"tool\":\"a__echo\"}\n");
    }

    @Test
    void what_was_not_looked_for_is_not_remembered_as_a_find() throws Exception {
        call("use_tool", "{\"name\": \"a__echo\", \"arguments\": {\"text\": \"x\"}}");

        assertThat(home.resolve("skills/requests.jsonl")).doesNotExist();
    }

    @Test
    void a_name_that_is_none_is_refused_with_the_way_to_find_one() {
        assertThatThrownBy(() -> call("use_tool", "{\"name\": \"a__nothing\"}")).isInstanceOf(RefusedException.class)
                .hasMessageContaining("No tool of a skill is called 'a__nothing'");
        assertThatThrownBy(() -> call("use_tool", "{\"name\": \"recall\"}")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> call("find_tools", "{}")).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @CsvSource({"AUTO, 4000, a__echo", "AUTO, 10, find_tools", "ALL, 0, a__echo", "FOUND, 4000, find_tools",
            "NONE, 4000, ''"})
    void what_clients_see_is_a_setting_and_the_rest_can_be_called_all_the_same(ToolExposure expose, int tokens,
            String seen) {
        McpServer server = MimoMcp.server("1", mimo.connection("team"), new SilentNews(),
                mimo.mimo().skills().tools(), () -> new ExposureSettings(expose, tokens));

        String listed = answer(server, "tools/list", "");
        for (String tool : List.of("a__echo", "find_tools")) {
            assertThat(listed.contains("\"" + tool + "\"")).as(tool).isEqualTo(tool.equals(seen));
        }
        assertThat(listed).contains("\"recall\"");
        assertThat(answer(server, "tools/call", "\"name\":\"a__echo\",\"arguments\":{\"text\":\"still there\"},"))
                .contains("still there");
    }

    @Test
    void skills_are_read_again_when_somebody_says_so() throws Exception {
        Files.writeString(home.resolve("skills.json"), "{}");

        assertThat(text(call("mimo_reload_skills", "{}"))).contains("read again");

        assertThat(mimo.mimo().skills().tools().registry().get().find("a__echo")).isNull();
    }

    private static String answer(McpServer server, String method, String params) {
        MessageCodec codec = new MessageCodec(64);
        byte[] message = ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params
                + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}").getBytes(StandardCharsets.UTF_8);
        Message.Request request = (Message.Request) ((DecodedMessage.Valid) codec.decode(message)).message();
        Message.Answer answer = server.begin(server.open(), request, RequestInfo.LOCAL, _ -> {}).complete();
        return new String(codec.encode(Objects.requireNonNull(answer)), StandardCharsets.UTF_8);
    }

    private ToolResult call(String tool, String arguments) throws InterruptedException {
        ObjectNode given = Json.parseObject(arguments, JsonLimits.defaults());
        return tools.call(tool, given, CallContext.NONE);
    }

    private static String text(ToolResult result) {
        return ((Content.Text) result.content().getFirst()).text();
    }
}
