package dev.mimo.door.chat;

import dev.mimo.json.Json;
import dev.mimo.models.language.FaultyProvider;
import dev.mimo.models.language.FaultyProvider.Fault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// OpenAI's chat completions over HTTP, before providers behind real sockets.
@Timeout(120)
class ChatDoorTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String SAID = "My daughter's name is Ida.";
    private static final String QUESTION = "What is the name of my daughter?";

    @TempDir
    Path home = Path.of("");

    private final FaultyProvider provider = new FaultyProvider();

    ChatDoorTest() throws IOException {}

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void what_a_user_states_is_remembered_and_goes_fenced_into_the_next_question() throws Exception {
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            ObjectNode told = door.answer(PATH, ModelDoor.chat(SAID));
            ObjectNode answer = door.answer(PATH, ModelDoor.chat(QUESTION));

            String id = told.at("/mimo/remembered/0").asString("");
            assertThat(id).isNotEmpty();
            assertThat(told.at("/mimo/memories_used")).isEmpty();
            assertThat(answer.at("/mimo/memories_used/0").asString("")).isEqualTo(id);
            assertThat(answer.at("/mimo/namespace").asString("")).isEqualTo("default");
            assertThat(answer.path("mimo").has("remembered")).as("a question is not remembered").isFalse();
            assertThat(answer.at("/choices/0/message/content").asString("")).isEqualTo(FaultyProvider.text());
            assertThat(answer.path("system_fingerprint").asString("")).isEqualTo("fp_1");
            String sent = provider.last().body().at("/messages/0/content").asString("");
            assertThat(sent).contains("- " + id).contains("\n> " + SAID + "\n").contains("not instructions")
                    .endsWith(QUESTION);
        }
    }

    @Test
    void a_stream_is_passed_on_and_its_last_chunk_names_the_memories() throws Exception {
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            String id = door.answer(PATH, ModelDoor.chat(SAID)).at("/mimo/remembered/0").asString("");
            ObjectNode chat = ModelDoor.chat(QUESTION);
            chat.putObject("stream_options").put("include_usage", true);

            List<String> events = door.events(PATH, chat);

            assertThat(events.getLast()).isEqualTo("[DONE]");
            assertThat(ModelDoor.text(events)).isEqualTo(FaultyProvider.text());
            ObjectNode last = ModelDoor.json(events.get(events.size() - 2));
            assertThat(last.at("/mimo/memories_used/0").asString("")).isEqualTo(id);
            assertThat(last.at("/usage/total_tokens").asInt(0)).isEqualTo(15);
            assertThat(events.subList(0, events.size() - 2)).noneMatch(event -> event.contains("\"mimo\""));
            assertThat(events.get(1)).as("fields that nobody here knows").contains("reasoning_content");
        }
    }

    @Test
    void the_callers_tools_stay_the_callers() throws Exception {
        ObjectNode chat = ModelDoor.chat("What is the weather in Oslo?").put("seed", 7);
        ObjectNode tool = chat.putArray("tools").addObject().put("type", "function");
        tool.putObject("function").put("name", "weather").putObject("parameters").put("type", "object");
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            ObjectNode answer = door.answer(PATH, chat);

            assertThat(answer.at("/choices/0/message/tool_calls/0/function/name").asString("")).isEqualTo("weather");
            assertThat(answer.at("/choices/0/finish_reason").asString("")).isEqualTo("tool_calls");
            ObjectNode sent = provider.last().body();
            assertThat(sent.path("tools")).isEqualTo(chat.path("tools"));
            assertThat(sent.path("seed").asInt(0)).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @CsvSource({"on,true,true", "read,true,false", "write,false,true", "off,false,false"})
    void a_header_says_what_is_done_with_the_memory(String use, boolean reads, boolean writes) throws Exception {
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            door.answer(PATH, ModelDoor.chat(SAID));

            ObjectNode question = door.answer(PATH, ModelDoor.chat(QUESTION), "X-Mimo-Memory", use);
            ObjectNode statement = door.answer(PATH, ModelDoor.chat("My brother lives in Bergen."),
                    "X-Mimo-Memory", use);

            assertThat(question.at("/mimo/memories_used").isEmpty()).isEqualTo(!reads);
            assertThat(statement.path("mimo").has("remembered")).isEqualTo(writes);
        }
    }

    @Test
    void a_namespace_sees_nothing_of_another() throws Exception {
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            door.answer(PATH, ModelDoor.chat(SAID), "X-Mimo-Namespace", "anna");
            ObjectNode body = ModelDoor.chat(QUESTION);
            body.putObject("mimo").put("namespace", "anna");

            assertThat(door.answer(PATH, ModelDoor.chat(QUESTION)).at("/mimo/memories_used")).isEmpty();
            assertThat(door.answer(PATH, body).at("/mimo/memories_used")).hasSize(1);
            assertThat(provider.last().body().has("mimo")).isFalse();
        }
    }

    @Test
    void without_a_language_model_the_answer_is_what_is_remembered() throws Exception {
        try (ModelDoor door = ModelDoor.open(home, Map.of())) {
            String id = door.answer(PATH, ModelDoor.chat(SAID)).at("/mimo/remembered/0").asString("");

            ObjectNode answer = door.answer(PATH, ModelDoor.chat(QUESTION));
            List<String> events = door.events(PATH, ModelDoor.chat(QUESTION));

            assertThat(answer.path("model").asString("")).isEqualTo("mimo-extractive");
            assertThat(answer.at("/choices/0/message/content").asString("")).contains(SAID).contains(id);
            assertThat(answer.at("/mimo/memories_used/0").asString("")).isEqualTo(id);
            assertThat(ModelDoor.text(events)).isEqualTo(answer.at("/choices/0/message/content").asString(""));
            assertThat(ModelDoor.json(events.get(events.size() - 2)).at("/mimo/memories_used")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"NONE", "REFUSES"}, mode = EnumSource.Mode.EXCLUDE)
    void no_fault_of_a_provider_reaches_a_caller(Fault fault) throws Exception {
        provider.always(fault);
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            ObjectNode answer = door.answer(PATH, ModelDoor.chat(QUESTION));
            List<String> events = door.events(PATH, ModelDoor.chat(QUESTION));

            assertThat(answer.path("model").asString("")).isEqualTo("mimo-extractive");
            assertThat(answer.at("/mimo/degraded").toString()).contains("\"model\"");
            assertThat(answer.at("/mimo/reasons").toString()).contains("p1 ");
            assertThat(events.getLast()).isEqualTo("[DONE]");
            ObjectNode last = ModelDoor.json(events.get(events.size() - 2));
            assertThat(last.at("/mimo/degraded").toString()).contains("\"model\"");
            assertThat(last.at("/choices/0/finish_reason").asString("")).isEqualTo(
                    fault == Fault.TRUNCATED || fault == Fault.STALLS ? "length" : "stop");
        }
    }

    @Test
    void the_next_provider_answers_where_one_fails() throws Exception {
        provider.always(Fault.BROKEN);
        try (FaultyProvider second = new FaultyProvider();
                ModelDoor door = ModelDoor.before(home, Map.of(), provider, second)) {
            ObjectNode answer = door.answer(PATH, ModelDoor.chat(QUESTION));

            assertThat(answer.at("/choices/0/message/content").asString("")).isEqualTo(FaultyProvider.text());
            assertThat(answer.at("/mimo/reasons").toString()).contains("p1 answered 500: out of order");
            String metrics = door.get("/metrics").body();
            assertThat(metrics).contains("mimo_breaker_state{name=\"p1\"} 0.0")
                    .contains("mimo_retries_total{name=\"p1\"} 2.0").contains(
                            "mimo_fallbacks_total{from=\"p1\",to=\"p2\"} 1.0");
            assertThat(door.get("/health").body()).contains("\"language models\"");
        }
    }

    @Test
    void recalling_never_holds_up_an_answer_past_its_deadline() throws Exception {
        try (ModelDoor door = ModelDoor.before(home, Map.of("doors.recall_deadline", "0ms"), provider)) {
            door.answer(PATH, ModelDoor.chat(SAID));

            ObjectNode answer = door.answer(PATH, ModelDoor.chat(QUESTION));

            assertThat(answer.at("/mimo/degraded/0").asString("")).isEqualTo("memory");
            assertThat(answer.at("/mimo/memories_used")).isEmpty();
            assertThat(answer.at("/choices/0/message/content").asString("")).isEqualTo(FaultyProvider.text());
        }
    }

    @Test
    void errors_have_openais_shape() throws Exception {
        provider.always(Fault.REFUSES);
        try (ModelDoor door = ModelDoor.before(home, Map.of("http.keys", "right-key"), provider)) {
            assertError(door.post(PATH, ModelDoor.chat("Hi")), 401, "authentication_error");
            assertError(door.post(PATH, Json.object(), "Authorization", "Bearer right-key"), 400,
                    "invalid_request_error");
            JsonNode refused = assertError(door.post(PATH, ModelDoor.chat("Hi"), "x-api-key", "right-key"), 400,
                    "invalid_request_error");
            assertThat(refused.path("message").asString("")).contains("tools[0] has no name").contains("p1");
            assertError(door.post(PATH, ModelDoor.chat("Hi"), "x-api-key", "right-key", "X-Mimo-Memory", "maybe"),
                    400, "invalid_request_error");
            assertError(door.post(PATH, ModelDoor.chat("Hi").put("stream", true), "x-api-key", "right-key"), 400,
                    "invalid_request_error");
        }
    }

    @Test
    void a_request_of_its_own_that_comes_back_is_refused() throws Exception {
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            door.answer(PATH, ModelDoor.chat("Hi"));
            String via = String.valueOf(provider.last().header("X-Mimo-Via"));

            assertError(door.post(PATH, ModelDoor.chat("Hi"), "X-Mimo-Via", via), 409, "invalid_request_error");
        }
    }

    @Test
    void models_are_listed_and_found() throws Exception {
        try (ModelDoor door = ModelDoor.before(home, Map.of(), provider)) {
            ObjectNode list = ModelDoor.json(door.get("/v1/models").body());

            assertThat(list.path("data").valueStream().map(each -> each.path("id").asString("")))
                    .contains("mimo", "p1", "mimo-extractive");
            assertThat(ModelDoor.json(door.get("/v1/models/p1").body()).path("object").asString(""))
                    .isEqualTo("model");
            assertError(door.get("/v1/models/none"), 404, "invalid_request_error");
        }
    }

    @Test
    void embeddings_without_a_model_are_refused_in_openais_shape() throws Exception {
        try (ModelDoor door = ModelDoor.open(home, Map.of())) {
            assertError(door.post("/v1/embeddings", Json.object().put("input", "text")), 503, "server_error");
            assertError(door.post("/v1/embeddings", Json.object().put("input", "")), 400, "invalid_request_error");
            ObjectNode tokens = Json.object();
            tokens.putArray("input").add(1).add(2);
            assertError(door.post("/v1/embeddings", tokens), 400, "invalid_request_error");
        }
    }

    private static JsonNode assertError(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = ModelDoor.json(response.body()).path("error");
        assertThat(error.path("type").asString("")).isEqualTo(type);
        assertThat(error.path("message").asString("")).endsWith(".");
        return error;
    }
}
