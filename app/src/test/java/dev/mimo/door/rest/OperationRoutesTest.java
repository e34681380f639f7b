package dev.mimo.door.rest;

import dev.mimo.TestRecords;
import dev.mimo.call.Operation;
import dev.mimo.call.RecordingClient;
import dev.mimo.call.UndoOperation;
import dev.mimo.door.http.HttpLimits;
import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.http.TestDoor;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.TransferOperations;
import dev.mimo.memory.recall.RecallSettings;
import dev.mimo.refusal.Refusal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    static final List<Operation<?>> OPERATIONS = List.of(MEMORY.remember(), MEMORY.rememberAll(),
            MEMORY.recall(), MEMORY.list(), MEMORY.get(), MEMORY.versions(), MEMORY.update(), MEMORY.delete(),
            MEMORY.deleteWhere(), MEMORY.names(), UndoOperation.undo(), TRANSFER.export(), TRANSFER.importFile());

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
    void what_was_there_already_is_200_without_one() {
        answer("{'receipt':{'status':'same','id':'1','namespace':'n','recorded_at':'2026-01-01T00:00:00Z'}}");
        HttpResponse<String> response = door.post("/v1/memories", "{\"content\":\"again\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Location")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET    | /v1/memories/a%20b?namespace=n |  | getMemory {"id":"a b","namespace":"n"}
            GET    | /v1/memories/x/versions |  | memoryVersions {"id":"x"}
            GET    | /v1/memories?limit=5&tag=a&cursor=c |  | listMemories {"tag":"a","limit":5,"cursor":"c"}
            GET    | /v1/memories |  | listMemories {}
            DELETE | /v1/memories/x?namespace=n |  | deleteMemory {"id":"x","namespace":"n"}
            PATCH | /v1/memories/x?namespace=n | {"tags":[]} | updateMemory {"id":"x","namespace":"n","tags":[]}
            POST | /v1/memories/batch | {"memories":[{"content":"a"}]} | rememberAll {"memories":[{"content":"a"}]}
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
