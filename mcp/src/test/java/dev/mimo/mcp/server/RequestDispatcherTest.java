package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.model.LogLevel;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class RequestDispatcherTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final TestEngine engine = new TestEngine(new TestToolBox()
            .with(tool("add", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":"
                    + "{\"type\":\"integer\",\"maximum\":10}},\"required\":[\"a\",\"b\"]}", "{\"type\":\"integer\"}"),
                    (arguments, _) -> ToolResult.of(NODES.numberNode(arguments.path("a").intValue()
                            + arguments.path("b").intValue()), "added"))
            .with(tool("closed", "{\"type\":\"object\",\"additionalProperties\":false}", "{\"type\":\"integer\"}"),
                    (_, _) -> ToolResult.of(NODES.numberNode(1), "one"))
            .with(tool("wrong", "{\"type\":\"object\"}", "{\"type\":\"integer\"}"),
                    (_, _) -> ToolResult.of(NODES.stringNode("secret"), "wrong"))
            .with(tool("nothing", "{\"type\":\"object\"}", "{\"type\":\"integer\"}"),
                    (_, _) -> TestToolBox.said("no structure"))
            .with(tool("remote", "{\"type\":\"object\",\"$ref\":\"https://example.com/s.json\"}", null),
                    (_, _) -> TestToolBox.said("reached"))
            .with(TestToolBox.any("chatty"), (_, context) -> {
                for (LogLevel level : new LogLevel[]{LogLevel.DEBUG, LogLevel.INFO, LogLevel.ERROR}) {
                    context.log(level, "test", NODES.stringNode(level.word()));
                }
                return TestToolBox.said("logged");
            }));

    private static ToolDefinition tool(String name, String input, @Nullable String output) {
        return new ToolDefinition(name, name, "Tests " + name + ".", TestEngine.json(input),
                output == null ? null : TestEngine.json(output), new ToolAnnotations(true, false, true, false));
    }

    @Test
    void arguments_that_do_not_fit_are_told_so_that_a_model_can_correct_them() {
        Message.Answer answer = engine.stateless("tools/call",
                "\"name\":\"add\",\"arguments\":{\"a\":\"one\",\"b\":11}", "{}");

        assertThat(TestEngine.result(answer).path("isError").booleanValue()).isTrue();
        assertThat(TestEngine.text(answer)).contains("/a", "/b", "10", "Correct them");
    }

    @Test
    void what_is_quoted_of_arguments_that_do_not_fit_is_short() {
        String names = "abcdefgh".chars().mapToObj(c -> "\"" + Character.toString(c).repeat(500) + "\":1")
                .collect(Collectors.joining(","));

        Message.Answer answer =
                engine.stateless("tools/call", "\"name\":\"closed\",\"arguments\":{" + names + "}", "{}");

        assertThat(TestEngine.result(answer).path("isError").booleanValue()).isTrue();
        assertThat(TestEngine.text(answer)).hasSizeLessThan(2_000);
    }

    @Test
    void structured_content_of_any_kind_goes_to_the_stateless_era_and_objects_only_to_the_others() {
        String call = "\"name\":\"add\",\"arguments\":{\"a\":1,\"b\":2}";
        ObjectNode stateless = TestEngine.result(engine.stateless("tools/call", call, "{}"));
        engine.shake("2025-11-25", "{}");
        ObjectNode stateful = TestEngine.result(engine.stateful("tools/call", "{" + call + "}"));

        assertThat(stateless.path("structuredContent").intValue()).isEqualTo(3);
        assertThat(stateful.has("structuredContent")).isFalse();
        assertThat(stateful.has("resultType")).isFalse();
        assertThat(stateful.has("_meta")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "nothing"})
    void a_result_that_breaks_its_own_schema_is_a_reported_fault_and_is_not_sent(String tool) {
        RpcError error = TestEngine.error(engine.stateless("tools/call", "\"name\":\"" + tool + "\"", "{}"));

        assertThat(error.code()).isEqualTo(-32603);
        assertThat(error.message()).contains("f1").doesNotContain("secret");
        assertThat(engine.faults).singleElement().asString().contains("schema");
    }

    @Test
    void a_tool_whose_schema_lies_elsewhere_is_not_called() {
        Message.Answer answer = engine.stateless("tools/call", "\"name\":\"remote\",\"arguments\":{\"x\":1}", "{}");

        assertThat(TestEngine.result(answer).path("isError").booleanValue()).isTrue();
        assertThat(TestEngine.text(answer)).contains("cannot be called");
    }

    @Test
    void log_lines_go_to_stateless_requests_that_asked_for_them() {
        engine.stateless("tools/call", "\"name\":\"chatty\"", "{}");
        assertThat(engine.got).isEmpty();

        TestEngine.result(engine.stateless("tools/call", "\"name\":\"chatty\"",
                "{},\"io.modelcontextprotocol/logLevel\":\"info\""));

        assertThat(engine.got).hasSize(2);
        assertThat(TestEngine.line(engine.got.remove())).contains("notifications/message", "\"level\":\"info\"",
                "\"logger\":\"test\"", "\"data\":\"info\"");
        assertThat(TestEngine.error(engine.stateless("tools/list", "",
                "{},\"io.modelcontextprotocol/logLevel\":\"loud\"")).code()).isEqualTo(-32602);
    }

    @Test
    void log_lines_go_to_sessions_from_the_level_they_set() {
        engine.shake("2024-11-05", "{}");
        assertThat(TestEngine.result(engine.stateful("logging/setLevel", "{\"level\":\"error\"}"))).isEmpty();
        engine.stateful("tools/call", "{\"name\":\"chatty\"}");
        assertThat(engine.got).hasSize(1);
        engine.stateful("logging/setLevel", "{\"level\":\"debug\"}");
        engine.stateful("tools/call", "{\"name\":\"chatty\"}");
        assertThat(engine.got).hasSize(4);

        assertThat(TestEngine.error(engine.stateful("logging/setLevel", "{\"level\":\"loud\"}")).code())
                .isEqualTo(-32602);
    }

    @Test
    void a_resource_that_is_not_there_is_an_error_of_each_era() {
        RpcError stateless = TestEngine.error(engine.stateless("resources/read", "\"uri\":\"test://none\"", "{}"));
        engine.shake("2025-11-25", "{}");
        RpcError stateful = TestEngine.error(engine.stateful("resources/read", "{\"uri\":\"test://none\"}"));

        assertThat(stateless.code()).isEqualTo(-32602);
        assertThat(stateful.code()).isEqualTo(-32002);
        assertThat(stateless.data()).isEqualTo(TestEngine.json("{\"uri\":\"test://none\"}")).isEqualTo(stateful.data());
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe",
            "tasks/result", "tasks/list", "unknown/method"})
    void the_stateless_era_does_not_know_what_it_removed(String method) {
        assertThat(TestEngine.error(engine.stateless(method, "", "{}")).code()).isEqualTo(-32601);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools/list", "prompts/list", "resources/templates/list"})
    void a_cursor_that_was_never_given_out_is_invalid(String method) {
        assertThat(TestEngine.error(engine.stateless(method, "\"cursor\":\"bm9uZQ\"", "{}")).code()).isEqualTo(-32602);
        assertThat(TestEngine.error(engine.stateless(method, "\"cursor\":7", "{}")).code()).isEqualTo(-32602);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"name\":\"none\"", "", "\"name\":\"greeting\"",
            "\"name\":\"greeting\",\"arguments\":{\"who\":1}", "\"name\":\"greeting\",\"arguments\":[]"})
    void a_prompt_needs_its_name_and_arguments(String params) {
        assertThat(TestEngine.error(engine.stateless("prompts/get", params, "{}")).code()).isEqualTo(-32602);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tools/list     | "cursor":null
            tools/call     | "name":"chatty","arguments":null,"inputResponses":null,"requestState":null,"task":null
            prompts/get    | "name":"greeting","arguments":{"who":"Ann"},"inputResponses":null
            prompts/get    | "name":"greeting","arguments":{"who":"Ann","tone":null}
            resources/read | "uri":"test://a","requestState":null
            """)
    void null_is_the_same_as_left_out(String method, String params) {
        TestEngine.result(engine.stateless(method, params, "{}"));
    }

    @Test
    void completions_are_proposed_for_what_is_there() {
        ObjectNode result = TestEngine.result(engine.stateless("completion/complete",
                "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"greeting\"},"
                        + "\"argument\":{\"name\":\"who\",\"value\":\"A\"},"
                        + "\"context\":{\"arguments\":{\"x\":\"y\"}}",
                "{}"));

        assertThat(result.path("completion"))
                .isEqualTo(TestEngine.json("{\"values\":[\"An\",\"Am\"],\"total\":2,\"hasMore\":false}"));
        assertThat(TestEngine.error(engine.stateless("completion/complete", "\"ref\":{\"type\":\"ref/prompt\","
                + "\"name\":\"none\"},\"argument\":{\"name\":\"who\",\"value\":\"A\"}", "{}")).code())
                .isEqualTo(-32602);
    }

    @Test
    void a_client_is_known_again_after_a_restart() {
        engine.shake("2025-03-26", "{\"roots\":{}}");
        McpSession.Handshake handshake = Objects.requireNonNull(engine.session.handshake());

        McpSession resumed = engine.server.resume(handshake);

        assertThat(resumed.agreed()).isEqualTo(handshake.revision());
        assertThat(resumed.handshake()).isEqualTo(handshake);
    }
}
