package dev.mimo.door.rest;

import dev.mimo.door.http.HttpLimits;
import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.http.TestDoor;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static dev.mimo.door.http.TestDoor.problem;
import static org.assertj.core.api.Assertions.assertThat;

class MemoryRoutesTest {
    private static final HttpLimits LIMITS = HttpLimits.defaults().withBodyBytes(4096, 65_536);

    private final FakeMemoryCalls calls = new FakeMemoryCalls();
    private final TestDoor door = TestDoor.open(HttpSettings.defaults().withLimits(LIMITS),
            MemoryRoutes.of(calls, LIMITS));

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_stored_memory_is_201_with_its_place() {
        HttpResponse<String> response = door.post("/v1/memories", "{\"content\":\"tea\",\"namespace\":\"n\"}");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location")).contains("/v1/memories/01%2FJ?namespace=t%C3%A9+am");
        assertThat(calls.asked).containsExactly("remember {\"content\":\"tea\",\"namespace\":\"n\"}");
    }

    @Test
    void what_was_there_already_is_200_without_one() {
        HttpResponse<String> response = door.post("/v1/memories", "{\"content\":\"again\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Location")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET    | /v1/memories/a%20b?namespace=n&known_at=t |  | get {"namespace":"n","known_at":"t","id":"a b"}
            GET    | /v1/memories/x/versions |  | versions {"id":"x"}
            GET    | /v1/memories?limit=5&tag=a&cursor=c |  | list {"limit":5,"tag":"a","cursor":"c"}
            GET    | /v1/memories |  | list {}
            GET    | /v1/memories?limit=1.5&tags=a |  | list {"limit":"1.5","tags":"a"}
            GET    | /v1/memories?limit=99999999999 |  | list {"limit":99999999999}
            DELETE | /v1/memories/x?namespace=n |  | delete {"namespace":"n","id":"x"}
            PATCH | /v1/memories/x?namespace=n | {"tags":[]} | update {"namespace":"n","id":"x","tags":[]}
            POST | /v1/memories/batch | {"memories":[]} | rememberAll {"memories":[]}
            POST | /v1/memories/delete | {"filter":{}} | deleteWhere {"filter":{}}
            POST | /v1/recall | {"query":"q"} | recall {"query":"q"}
            POST | /v1/undo/u_1?namespace=n |  | undo {"namespace":"n","handle":"u_1"}
            POST | /v1/undo/u_1 | {} | undo {"handle":"u_1"}
            """)
    void path_query_and_body_become_one_request(
            String method, String path, String body, String call) {
        HttpResponse<String> response = body == null
                ? door.send(method, path, "")
                : door.send(method, path, body, "Content-Type", "application/json");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(calls.asked).containsExactly(call);
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
        assertThat(calls.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "namespace"})
    void what_belongs_in_the_path_or_query_is_not_taken_from_the_body(
            String field) {
        ObjectNode problem = problem(door.send("PATCH", "/v1/memories/x", "{\"" + field + "\":\"y\"}",
                "Content-Type", "application/json"), 400);

        assertThat(problem.get("errors").get(0).get("field").stringValue()).isEqualTo(field);
        assertThat(calls.asked).isEmpty();
    }

    @Test
    void refusals_of_the_memory_come_through() {
        problem(door.get("/v1/memories/none"), 404);
        problem(door.send("POST", "/v1/undo/used", ""), 409);
        problem(door.post("/v1/memories", "{\"content\":5}"), 400);
    }

    @Test
    void a_batch_may_be_larger_than_a_single_write() {
        byte[] body = ("{\"memories\":[\"" + "x".repeat(8000) + "\"]}").getBytes(StandardCharsets.UTF_8);

        assertThat(door.post("/v1/memories/batch", body, "application/json").statusCode()).isEqualTo(200);
        problem(door.post("/v1/memories", body, "application/json"), 413);
        problem(door.post("/v1/memories/batch", new byte[70_000], "application/json"), 413);
    }
}
