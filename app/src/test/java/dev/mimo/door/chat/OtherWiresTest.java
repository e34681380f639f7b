package dev.mimo.door.chat;

import dev.mimo.json.Json;
import dev.mimo.models.language.FaultyProvider;
import dev.mimo.models.language.FaultyProvider.Fault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// OpenAI's responses and Anthropic's messages, before a provider of chat completions.
@Timeout(120)
class OtherWiresTest {
    private static final String RESPONSES = "/v1/responses";
    private static final String MESSAGES = "/v1/messages";
    private static final String SAID = "My daughter's name is Ida.";
    private static final String QUESTION = "What is the name of my daughter?";

    @TempDir
    Path home = Path.of("");

    private final FaultyProvider provider = new FaultyProvider();

    OtherWiresTest() throws IOException {}

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void responses_have_memory() throws Exception {
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            String id = door.answer(RESPONSES, input(SAID)).at("/mimo/remembered/0").asString("");
            ObjectNode answer = door.answer(RESPONSES, input(QUESTION).put("instructions", "Be brief."));
            List<ObjectNode> events = events(door, RESPONSES, input(QUESTION));

            assertThat(answer.at("/output/0/content/0/text").asString("")).isEqualTo(FaultyProvider.text());
            assertThat(answer.path("status").asString("")).isEqualTo("completed");
            assertThat(answer.at("/usage/output_tokens").asInt(0)).isEqualTo(5);
            assertThat(answer.at("/mimo/memories_used/0").asString("")).isEqualTo(id);
            assertThat(provider.asked().get(1).body().at("/messages/0/content").asString("")).isEqualTo("Be brief.");
            assertThat(joined(events, "response.output_text.delta", "delta")).isEqualTo(FaultyProvider.text());
            assertThat(events).extracting(event -> event.path("sequence_number").asInt(-1))
                    .isSorted().doesNotHaveDuplicates();
            ObjectNode last = events.getLast();
            assertThat(last.path("type").asString("")).isEqualTo("response.completed");
            assertThat(last.at("/mimo/memories_used/0").asString("")).isEqualTo(id);
            assertThat(last.at("/response/output/0/content/0/text").asString("")).isEqualTo(FaultyProvider.text());
        }
    }

    @Test
    void messages_have_memory() throws Exception {
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            String id = door.answer(MESSAGES, message(SAID)).at("/mimo/remembered/0").asString("");
            ObjectNode answer = door.answer(MESSAGES, message(QUESTION).put("system", "Be brief."));
            List<ObjectNode> events = events(door, MESSAGES, message(QUESTION));

            assertThat(answer.at("/content/0/text").asString("")).isEqualTo(FaultyProvider.text());
            assertThat(answer.path("stop_reason").asString("")).isEqualTo("end_turn");
            assertThat(answer.at("/usage/input_tokens").asInt(0)).isEqualTo(10);
            assertThat(answer.at("/mimo/memories_used/0").asString("")).isEqualTo(id);
            assertThat(provider.asked().get(1).body().at("/messages/0/content").asString("")).isEqualTo("Be brief.");
            assertThat(events).extracting(event -> event.path("type").asString("")).startsWith("message_start",
                    "content_block_start").endsWith("content_block_stop", "message_delta", "message_stop");
            assertThat(joined(events, "content_block_delta", "/delta/text")).isEqualTo(FaultyProvider.text());
            assertThat(events.getLast().at("/mimo/memories_used/0").asString("")).isEqualTo(id);
        }
    }

    @Test
    void functions_of_responses_are_called_and_their_outputs_passed_on() throws Exception {
        ObjectNode request = input("What is the weather?");
        request.putArray("tools").addObject().put("type", "function").put("name", "weather")
                .putObject("parameters").put("type", "object");
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            ObjectNode answer = door.answer(RESPONSES, request);
            List<ObjectNode> events = events(door, RESPONSES, request.deepCopy());

            assertThat(answer.at("/output/0/name").asString("")).isEqualTo("weather");
            assertThat(answer.at("/output/0/call_id").asString("")).isEqualTo("call_1");
            assertThat(joined(events, "response.function_call_arguments.delta", "delta"))
                    .isEqualTo(answer.at("/output/0/arguments").asString(""));

            ObjectNode next = Json.object().put("model", "asked");
            next.putArray("input").add(Json.object().put("role", "user").put("content", "What is the weather?"))
                    .add(answer.at("/output/0").deepCopy())
                    .add(Json.object().put("type", "function_call_output").put("call_id", "call_1")
                            .put("output", "Rain"));
            door.answer(RESPONSES, next);
            assertThat(provider.last().body().at("/messages/1/tool_calls/0/id").asString("")).isEqualTo("call_1");
            assertThat(provider.last().body().at("/messages/2/content").asString("")).isEqualTo("Rain");
        }
    }

    @Test
    void tools_of_messages_are_used_and_their_results_passed_on() throws Exception {
        ObjectNode request = message("What is the weather?");
        request.putArray("tools").addObject().put("name", "weather").putObject("input_schema").put("type", "object");
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            ObjectNode answer = door.answer(MESSAGES, request);
            List<ObjectNode> events = events(door, MESSAGES, request.deepCopy());

            assertThat(answer.at("/content/0/name").asString("")).isEqualTo("weather");
            assertThat(answer.at("/content/0/input/city").asString("")).isEqualTo("Oslo");
            assertThat(answer.path("stop_reason").asString("")).isEqualTo("tool_use");
            assertThat(ModelDoor.json(joined(events, "content_block_delta", "/delta/partial_json")))
                    .isEqualTo(answer.at("/content/0/input"));

            ObjectNode next = message("What is the weather?");
            next.withArray("messages").addObject().put("role", "assistant").set("content", answer.path("content"));
            next.withArray("messages").addObject().put("role", "user").putArray("content").addObject()
                    .put("type", "tool_result").put("tool_use_id", "call_1").put("content", "Rain");
            door.answer(MESSAGES, next);
            assertThat(provider.last().body().at("/messages/1/tool_calls/0/id").asString("")).isEqualTo("call_1");
            assertThat(provider.last().body().at("/messages/2/role").asString("")).isEqualTo("tool");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"HANGS", "BROKEN", "TRUNCATED", "GARBAGE"})
    void no_fault_of_a_provider_reaches_a_caller(Fault fault) throws Exception {
        provider.always(fault);
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            assertThat(door.answer(MESSAGES, message(QUESTION)).at("/mimo/degraded").toString()).contains("model");
            assertThat(door.answer(RESPONSES, input(QUESTION)).at("/mimo/degraded").toString()).contains("model");
            assertThat(events(door, MESSAGES, message(QUESTION)).getLast().at("/mimo/degraded").toString())
                    .contains("model");
            assertThat(events(door, RESPONSES, input(QUESTION)).getLast().at("/mimo/degraded").toString())
                    .contains("model");
        }
    }

    @Test
    void tokens_are_counted() throws Exception {
        try (ModelDoor door = ModelDoor.open(home, Map.of())) {
            ObjectNode few = door.answer(MESSAGES + "/count_tokens", message("Hi"));
            ObjectNode many = door.answer(MESSAGES + "/count_tokens", message("Hi there. ".repeat(100)));

            assertThat(few.path("input_tokens").asInt(0)).isBetween(1, 10);
            assertThat(many.path("input_tokens").asInt(0)).isBetween(200, 400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"max_tokens\":5}", "{\"max_tokens\":5,\"messages\":[]}",
            "{\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"holo\"}]}]}",
            "{\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"tools\":[{\"type\":\"web\"}]}"})
    void what_messages_cannot_be_is_refused_in_anthropics_shape(String body) throws Exception {
        try (ModelDoor door = ModelDoor.open(home, Map.of())) {
            HttpResponse<String> response = door.post(MESSAGES, ModelDoor.json(body));

            assertThat(response.statusCode()).isEqualTo(400);
            ObjectNode error = ModelDoor.json(response.body());
            assertThat(error.path("type").asString("")).isEqualTo("error");
            assertThat(error.at("/error/type").asString("")).isEqualTo("invalid_request_error");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"input\":[]}", "{\"input\":[{\"type\":\"item_reference\",\"id\":\"x\"}]}",
            "{\"input\":\"Hi\",\"previous_response_id\":\"resp_1\"}",
            "{\"input\":[{\"role\":\"robot\",\"content\":\"Hi\"}]}",
            "{\"input\":\"Hi\",\"tools\":[{\"type\":\"web_search\"}]}"})
    void what_responses_cannot_be_is_refused_in_openais_shape(String body) throws Exception {
        try (ModelDoor door = ModelDoor.open(home, Map.of())) {
            HttpResponse<String> response = door.post(RESPONSES, ModelDoor.json(body));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(ModelDoor.json(response.body()).at("/error/type").asString(""))
                    .isEqualTo("invalid_request_error");
        }
    }

    private static ObjectNode input(String said) {
        return Json.object().put("model", "asked").put("input", said);
    }

    private static ObjectNode message(String said) {
        return ModelDoor.chat(said).put("max_tokens", 100);
    }

    private static List<ObjectNode> events(ModelDoor door, String path, ObjectNode body) throws IOException {
        return door.events(path, body).stream().map(ModelDoor::json).toList();
    }

    private static String joined(List<ObjectNode> events, String type, String field) {
        String pointer = field.startsWith("/") ? field : "/" + field;
        return events.stream().filter(event -> event.path("type").asString("").equals(type))
                .map(event -> event.at(pointer).asString("")).collect(Collectors.joining());
    }
}
