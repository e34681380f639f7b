package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.model.ToolResult;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class RoundsTest {
    private static final String CAN_ALL = "{\"elicitation\":{},\"sampling\":{},\"roots\":{}}";
    private static final InputRequest.Form NAME = new InputRequest.Form("What is your name?", TestEngine.json("""
            {"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}"""));
    private static final InputRequest.Form COLOR = new InputRequest.Form("Which color?", TestEngine.json("""
            {"type":"object","properties":{"color":{"type":"string","enum":["red","blue"]}},"required":["color"]}"""));

    private final TestEngine engine = new TestEngine(new TestToolBox()
            .with(TestToolBox.any("greet"),
                    (_, context) -> TestToolBox.said("Hello, " + field(context, "who", NAME, "name")))
            .with(TestToolBox.any("rounds"), RoundsTest::rounds)
            .with(TestToolBox.any("both"), (_, context) -> both(context))
            .with(TestToolBox.any("needy").needing(InputKind.SAMPLE), (_, _) -> TestToolBox.said("sampled")));

    private static ToolResult rounds(ObjectNode arguments, CallContext context) throws InterruptedException {
        String name = field(context, "step1", NAME, "name");
        return TestToolBox.said(name + " likes " + field(context, "step2", COLOR, "color"));
    }

    private static ToolResult both(CallContext context) throws InterruptedException {
        Map<String, InputResponse> answers = context.ask(Map.of("who", NAME, "dirs", new InputRequest.Roots()));
        return TestToolBox.said(answers.keySet().stream().sorted().toList().toString());
    }

    private static String field(CallContext context, String key, InputRequest ask, String name)
            throws InterruptedException {
        return context.ask(Map.of(key, ask)).get(key) instanceof InputResponse.Elicited elicited
                ? elicited.content().path(name).asString(elicited.action().name())
                : "?";
    }

    @Test
    void a_question_ends_the_round_and_its_answer_completes_the_call() {
        ObjectNode first = call("greet", "");

        assertThat(first.path("resultType").stringValue()).isEqualTo("input_required");
        assertThat(first.at("/inputRequests/who/method").stringValue()).isEqualTo("elicitation/create");
        assertThat(first.at("/inputRequests/who/params/mode").stringValue()).isEqualTo("form");
        assertThat(first.has("content")).isFalse();
        assertThat(first.has("ttlMs")).isFalse();

        ObjectNode second = call("greet", answer("who", "{\"name\":\"Ada\"}") + state(first));

        assertThat(second.path("resultType").stringValue()).isEqualTo("complete");
        assertThat(second.at("/content/0/text").stringValue()).isEqualTo("Hello, Ada");
    }

    @Test
    void an_answer_is_taken_without_any_state_and_unknown_keys_are_ignored() {
        ObjectNode answered = call("greet", "\"inputResponses\":{\"other\":{\"action\":\"cancel\"},\"who\":"
                + "{\"action\":\"accept\",\"content\":{\"name\":\"Ada\"}}}");

        assertThat(answered.at("/content/0/text").stringValue()).isEqualTo("Hello, Ada");
    }

    @Test
    void a_declined_question_is_an_answer_too() {
        ObjectNode answered = call("greet", "\"inputResponses\":{\"who\":{\"action\":\"decline\"}}");

        assertThat(answered.at("/content/0/text").stringValue()).isEqualTo("Hello, DECLINE");
    }

    @Test
    void each_round_keeps_what_was_answered_before() {
        ObjectNode first = call("rounds", "");
        ObjectNode second = call("rounds", answer("step1", "{\"name\":\"Ada\"}") + state(first));
        ObjectNode third = call("rounds", answer("step2", "{\"color\":\"red\"}") + state(second));

        assertThat(second.path("inputRequests").propertyNames()).containsExactly("step2");
        assertThat(second.path("requestState")).isNotEqualTo(first.path("requestState"));
        assertThat(third.at("/content/0/text").stringValue()).isEqualTo("Ada likes red");
    }

    @Test
    void only_what_is_missing_is_asked_again() {
        ObjectNode first = call("both", answer("who", "{\"name\":\"Ada\"}"));

        assertThat(first.path("inputRequests").propertyNames()).containsExactly("dirs");

        ObjectNode second = call("both",
                "\"inputResponses\":{\"dirs\":{\"roots\":[{\"uri\":\"file:///a\"}]}}" + state(first));

        assertThat(second.at("/content/0/text").stringValue()).isEqualTo("[dirs, who]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"inputResponses\":[]", "\"inputResponses\":{\"who\":12345}",
            "\"inputResponses\":{\"x\":null}", "\"inputResponses\":{\"who\":{}}",
            "\"inputResponses\":{\"who\":{\"action\":\"accept\",\"content\":{}}}",
            "\"inputResponses\":{\"who\":{\"action\":\"accept\",\"content\":{\"name\":1}}}", "\"requestState\":1",
            "\"requestState\":\"\"", "\"requestState\":\"AAAA\""})
    void malformed_answers_and_states_are_invalid_params(String members) {
        assertThat(TestEngine.error(send("greet", members, CAN_ALL, "")).code()).isEqualTo(-32602);
    }

    @Test
    void a_state_is_of_use_only_to_its_caller_its_arguments_and_its_time() {
        String state = state(call("greet", ""));
        String members = answer("who", "{\"name\":\"Ada\"}") + state;

        assertThat(TestEngine.error(send("greet", members, CAN_ALL, "another")).code()).isEqualTo(-32602);
        assertThat(TestEngine.error(send("rounds", members, CAN_ALL, "")).code()).isEqualTo(-32602);
        assertThat(TestEngine.error(send("greet", members.replace(state, state.replaceAll("\"}?$", "-TAMPERED\"")),
                CAN_ALL, "")).code()).isEqualTo(-32602);
        engine.clock.advance(Duration.ofMinutes(10));
        assertThat(send("greet", members, CAN_ALL, "")).isInstanceOf(Message.Result.class);
        engine.clock.advance(Duration.ofMillis(1));
        assertThat(TestEngine.error(send("greet", members, CAN_ALL, "")).message()).contains("too old");
    }

    @Test
    void what_the_client_did_not_declare_in_this_very_request_is_not_asked() {
        call("greet", "");

        var error = TestEngine.error(send("greet", "", "{\"sampling\":{}}", ""));

        assertThat(error.code()).isEqualTo(-32021);
        assertThat(error.data()).isEqualTo(TestEngine.json("{\"requiredCapabilities\":{\"elicitation\":{}}}"));
    }

    @Test
    void a_tool_that_needs_a_capability_does_not_begin_without_it() {
        var error = TestEngine.error(send("needy", "", "{}", ""));

        assertThat(error.code()).isEqualTo(-32021);
        assertThat(error.data()).isEqualTo(TestEngine.json("{\"requiredCapabilities\":{\"sampling\":{}}}"));
        assertThat(engine.got).isEmpty();
        assertThat(TestEngine.text(send("needy", "", "{\"sampling\":{}}", ""))).isEqualTo("sampled");
    }

    @Test
    void a_prompt_can_ask_as_well() {
        Message.Answer first = engine.stateless("prompts/get", "\"name\":\"asking\"", CAN_ALL);
        ObjectNode asked = TestEngine.result(first);
        Message.Answer second = engine.stateless("prompts/get", "\"name\":\"asking\",\"inputResponses\":{\"context\":"
                + "{\"roots\":[]}}" + state(asked), CAN_ALL);

        assertThat(asked.at("/inputRequests/context/method").stringValue()).isEqualTo("roots/list");
        assertThat(TestEngine.result(second).path("messages").size()).isEqualTo(1);
    }

    private ObjectNode call(String tool, String members) {
        return TestEngine.result(send(tool, members, CAN_ALL, ""));
    }

    private Message.Answer send(String tool, String members, String capabilities, String caller) {
        return Objects.requireNonNull(engine.stateless("tools/call",
                "\"name\":\"" + tool + "\"" + (members.isEmpty() ? "" : "," + members), capabilities, caller));
    }

    private static String answer(String key, String content) {
        return "\"inputResponses\":{\"" + key + "\":{\"action\":\"accept\",\"content\":" + content + "}}";
    }

    private static String state(ObjectNode asked) {
        return ",\"requestState\":\"" + asked.path("requestState").stringValue() + "\"";
    }
}
