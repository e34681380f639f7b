package dev.mimo.door.rest;

import dev.mimo.TestRecords;
import dev.mimo.call.Operation;
import dev.mimo.call.RecordingClient;
import dev.mimo.call.UndoOperation;
import dev.mimo.cortex.AskOperation;
import dev.mimo.door.http.HttpLimits;
import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.http.TestDoor;
import dev.mimo.facts.FactSettings;
import dev.mimo.facts.operation.FactOperations;
import dev.mimo.facts.operation.FactTransfer;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.TransferOperations;
import dev.mimo.memory.recall.RecallSettings;
import dev.mimo.procedures.operation.ProcedureOperations;
import dev.mimo.refusal.Refusal;
import dev.mimo.skills.operation.SkillOperations;
import dev.mimo.skills.operation.ToolOperations;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static dev.mimo.door.http.TestDoor.problem;
import static org.assertj.core.api.Assertions.assertThat;

class OperationRoutesTest {
    private static final HttpLimits LIMITS = TestRecords.with(HttpLimits.defaults(), "bodyBytesMax", 4096,
            "batchBytesMax", 65_536);

    private static final MemoryOperations MEMORY = MemoryOperations.within(MemorySettings.defaults(),
            RecallSettings.defaults());
    private static final TransferOperations TRANSFER = TransferOperations.within(MemorySettings.defaults());
    private static final ToolOperations TOOLS = ToolOperations.all();
    private static final ProcedureOperations PROCEDURES = ProcedureOperations.all();
    private static final SkillOperations SKILLS = SkillOperations.all();
    private static final FactOperations FACTS = FactOperations.within(FactSettings.defaults());
    private static final FactTransfer FACT_FILES = FactTransfer.within(FactSettings.defaults());
    static final List<Operation<?>> OPERATIONS = List.of(MEMORY.remember(), MEMORY.rememberAll(),
            MEMORY.recall(), MEMORY.list(), MEMORY.get(), MEMORY.versions(), MEMORY.update(), MEMORY.delete(),
            MEMORY.deleteWhere(), MEMORY.names(), UndoOperation.undo(), TRANSFER.export(), TRANSFER.importFile(),
            SKILLS.list(), SKILLS.put(), SKILLS.remove(), SKILLS.restart(), SKILLS.stop(), SKILLS.trust(),
            SKILLS.diff(), TOOLS.find(), TOOLS.call(), TOOLS.calls(), FACTS.teach(), FACTS.teachAll(), FACTS.query(),
            FACTS.path(), FACTS.around(), FACTS.explain(), FACTS.get(), FACTS.update(), FACTS.retract(),
            FACTS.conflicts(), FACTS.rules(), FACTS.putRules(), FACT_FILES.export(), FACT_FILES.importFile(),
            AskOperation.ask(),
            PROCEDURES.check());

    private final RecordingClient calls = new RecordingClient();
    private final TestDoor door = TestDoor.open(TestRecords.with(HttpSettings.defaults(), "limits", LIMITS),
            OperationRoutes.of(OPERATIONS, calls, LIMITS));

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_stored_memory_is_201_with_its_place() {
        answer("{'receipt':{'status':'stored','id':'01/J','namespace':'té+am','recorded_at':'2026-01-01T00:00:00Z'}}");
        HttpResponse<String> response = door.post("/v1/memories", "{\"content\":\"tea\",\"namespace\":\"n\"}");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location")).contains("/v1/memories/01%2FJ?namespace=t%C3%A9%2Bam");
        assertThat(calls.asked()).containsExactly("remember {\"content\":\"tea\",\"namespace\":\"n\"}");
    }

    @Test
    void what_is_quoted_of_a_request_is_short_however_much_is_wrong() {
        String name = "x".repeat(40_000);
        StringBuilder batch = new StringBuilder("{\"memories\":[{\"content\":\"a\"}");
        for (int i = 0; i < 3_000; i++) {
            batch.append(",{}");
        }

        for (HttpResponse<String> response : List.of(
                door.post("/v1/memories/batch", "{\"" + name + "\":1,\"memories\":[{\"" + name + "\":1}]}"),
                door.post("/v1/memories/batch", batch + "]}"),
                door.get("/v1/memories?" + "x".repeat(15_000) + "=1"),
                door.send("X".repeat(9_000), "/v1/memories", ""))) {
            assertThat(response.statusCode()).isBetween(400, 413);
            assertThat(response.body()).hasSizeLessThan(16_000);
        }
    }

    @Test
    void what_was_there_already_is_200_without_one() {
        answer("{'receipt':{'status':'same','id':'1','namespace':'n','recorded_at':'2026-01-01T00:00:00Z'}}");
        HttpResponse<String> response = door.post("/v1/memories", "{\"content\":\"again\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Location")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                    GET    | /v1/memories/a%20b?namespace=n |  | getMemory {"id":"a b","namespace":"n"}
                    GET    | /v1/memories/x/versions |  | memoryVersions {"id":"x"}
                    GET    | /v1/memories?limit=5&tag=a&cursor=c |  | listMemories {"tag":"a","limit":5,"cursor":"c"}
                    GET    | /v1/memories |  | listMemories {}
                    DELETE | /v1/memories/x?namespace=n |  | deleteMemory {"id":"x","namespace":"n"}
                    PATCH | /v1/memories/x?namespace=n | {"tags":[]} | updateMemory {"id":"x","namespace":"n","tags":[]}
                    POST | /v1/memories/batch|{"memories":[{"content":"a"}]}|rememberAll {"memories":[{"content":"a"}]}
                    GET    | /v1/memories?limit=5.0 |  | listMemories {"limit":5}
                    POST | /v1/recall | {"query":"q","limit":5.0} | recall {"query":"q","limit":5}
                    POST | /v1/undo/u_1?namespace=n |  | undo {"namespace":"n","handle":"u_1"}
                    POST | /v1/undo/u_1 | {} | undo {"handle":"u_1"}
                    """)
    void path_query_and_body_become_one_request(
            String method, String path, String body, String call) {
        calls.answer = _ -> {
            throw Refusal.notFound("It was asked.", "Nothing.");
        };
        HttpResponse<String> response = body == null
                ? door.send(method, path, "")
                : door.send(method, path, body, "Content-Type", "application/json");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(404);
        assertThat(calls.asked()).containsExactly(call);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"weights":null,"after":null,"query":"q"}  | {"query":"q"}
            {"weights":{"words":null},"query":"q"}     | {"query":"q"}
            {"tags":null,"query":"q","limit":50e-1}    | {"query":"q","limit":5}
            """)
    void null_is_the_same_as_left_out_at_any_depth(String body, String request) {
        door.post("/v1/recall", body);

        assertThat(calls.asked()).containsExactly("recall " + request);
    }

    @Test
    void null_is_left_out_of_items_and_filters_and_kept_in_what_is_the_caller_s_own() {
        door.post("/v1/memories/batch", "{\"memories\":[{\"content\":\"a\",\"key\":null,\"metadata\":{\"x\":null}}]}");
        door.post("/v1/memories/delete", "{\"filter\":{\"tags\":[\"a\"],\"after\":null},\"preview\":null}");

        assertThat(calls.asked()).containsExactly(
                "rememberAll {\"memories\":[{\"content\":\"a\",\"metadata\":{\"x\":null}}]}",
                "deleteMemories {\"filter\":{\"tags\":[\"a\"]}}");
    }

    @Test
    void an_unknown_field_is_told_with_those_that_could_have_been_meant_in_its_place() {
        ObjectNode body = problem(door.send("PATCH", "/v1/memories/x", "{\"contents\":\"y\"}", "Content-Type",
                "application/json"), 400);
        ObjectNode query = problem(door.get("/v1/memories/x?nmespace=n"), 400);

        assertThat(body.path("errors").path(0).path("problem").stringValue())
                .isEqualTo("is unknown here; known are category, content, importance, metadata, occurred_at, tags");
        assertThat(query.path("errors").path(0).path("problem").stringValue())
                .isEqualTo("is unknown here; known are known_at, namespace");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /v1/memories?tag=a&tag=b     | tag
            GET    | /v1/memories/x?id=y          | id
            PATCH  | /v1/memories/x?content=y     | content
            DELETE | /v1/memories/x?id=y          | id
            POST   | /v1/recall?namespace=n       | namespace
            POST   | /v1/undo/u_1?force=true      | force
            """)
    void a_parameter_that_could_be_taken_for_another_field_is_named(String method, String path, String field) {
        ObjectNode problem = problem(door.send(method, path, "{\"query\":\"q\"}", "Content-Type", "application/json"),
                400);

        assertThat(problem.get("errors").get(0).get("field").stringValue()).isEqualTo(field);
        assertThat(calls.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "namespace"})
    void what_belongs_in_the_path_or_query_is_not_taken_from_the_body(
            String field) {
        ObjectNode problem = problem(door.send("PATCH", "/v1/memories/x", "{\"" + field + "\":\"y\"}",
                "Content-Type", "application/json"), 400);

        assertThat(problem.get("errors").get(0).get("field").stringValue()).isEqualTo(field);
        assertThat(calls.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/recall   | {"query":"q","limit":"5"}          | limit
            /v1/recall   | {"query":"q","explain":"true"}     | explain
            /v1/recall   | {"query":"q","tags":"a"}           | tags
            /v1/recall   | {"query":null}                     | query
            /v1/recall   | {"query":["q"]}                    | query
            /v1/memories | {"content":"a","tags":[null]}      | tags[0]
            /v1/memories | {"content":"a","metadata":"{}"}    | metadata
            /v1/memories | {"content":"a","importance":"0.5"} | importance
            """)
    void nothing_else_is_taken_for_what_it_is_not(String path, String body, String field) {
        ObjectNode problem = problem(door.post(path, body), 400);

        assertThat(problem.path("errors").path(0).path("field").stringValue()).isEqualTo(field);
        assertThat(calls.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Content-Type     | text/markdown; charset=iso-8859-1 | 415
            Content-Type     | application/jsonl;CHARSET="UTF-16" | 415
            Content-Encoding | gzip                              | 415
            Content-Encoding | identity                          | 200
            Content-Type     | text/markdown; charset=UTF-8      | 200
            """)
    void a_file_is_read_as_what_it_is_sent_as_or_not_at_all(String header, String value, int status) {
        answer("{'format':'markdown','imported':0,'same':0,'skipped':[]}");

        assertThat(door.send("POST", "/v1/import", "# Tea", header, value).statusCode()).isEqualTo(status);
        assertThat(calls.called).hasSize(status == 200 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /v1/nothing  | application/json | 20     | 404
            PUT  | /v1/memories | application/json | 20     | 405
            POST | /v1/memories | text/plain       | 20     | 415
            POST | /v1/memories | application/json | 100000 | 413
            POST | /v1/nothing  | application/json | 100000 | 404
            PUT  | /v1/memories | application/json | 100000 | 405
            POST | /v1/memories | text/plain       | 100000 | 415
            """)
    void an_answer_before_the_body_lets_its_connection_go_on_or_says_that_it_does_not(String method, String path,
            String type, int length, int status) throws IOException {
        answer("{'names':[],'more':false}");
        String answered = door.raw(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                + "\r\nContent-Length: " + length + "\r\n\r\n" + " ".repeat(length)
                + "GET /v1/names HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answered).startsWith("HTTP/1.1 " + status);
        boolean goesOn = answered.contains("HTTP/1.1 200");
        assertThat(answered.toLowerCase(Locale.ROOT).contains("connection: close")).isNotEqualTo(goesOn);
        assertThat(goesOn).isEqualTo(length < 65_536);
    }

    @Test
    void refusals_come_through() {
        calls.answer = _ -> {
            throw Refusal.conflict("The handle was used already.", "Undo the undo instead.");
        };
        problem(door.send("POST", "/v1/undo/used", ""), 409);
        problem(door.post("/v1/memories", "{\"content\":5}"), 400);
    }

    @Test
    void a_batch_may_be_larger_than_a_single_write() {
        answer("{'receipts':[]}");
        byte[] body = ("{\"memories\":[{\"content\":\"" + "x".repeat(8000) + "\"}]}").getBytes(StandardCharsets.UTF_8);

        assertThat(door.post("/v1/memories/batch", body, "application/json").statusCode()).isEqualTo(200);
        problem(door.post("/v1/memories", body, "application/json"), 413);
        problem(door.post("/v1/memories/batch", new byte[70_000], "application/json"), 413);
    }

    private void answer(String json) {
        calls.answer = _ -> Json.parseObject(json.replace('\'', '"'), JsonLimits.defaults());
    }
}
