package dev.mimo.memory.operation;

import dev.mimo.TestMimo;
import dev.mimo.attach.ServerFile;
import dev.mimo.attach.ServerHealth;
import dev.mimo.door.http.HttpLimits;
import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.http.TestDoor;
import dev.mimo.door.rest.OperationRoutes;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// The calls over a real store, with a model that is missing: so nothing waits for it, and all stays pending.
@SuppressWarnings("NullAway.Init") // set before each test
class MemoryHandlersTest {
    private static final Instant NOW = Instant.parse("2026-05-07T12:00:00.123456789Z");
    private static final String QUESTION = "\"query\":\"tea\",\"tags\":[\"x\",\"y\"],\"min_score\":0,"
            + "\"weights\":{\"words\":1,\"meaning\":1}";

    @TempDir
    Path home;
    private TestMimo mimo;

    @BeforeEach
    void open() {
        mimo = TestMimo.open(home, Clock.fixed(NOW, ZoneOffset.UTC), Map.of("memory.batch_items_max", "4"));
    }

    @AfterEach
    void close() {
        mimo.close();
    }

    private ObjectNode recall(ObjectNode request) {
        return mimo.call(MemoryOperations::recall, request);
    }

    @Test
    void what_merely_comes_near_is_left_out_and_counted_unless_asked_for() {
        rememberAll(json("{\"memories\":[{\"content\":\"Green tea is in the pantry\"},"
                + "{\"content\":\"The boiler was serviced\"}]}"));
        String question = "\"query\":\"Which green dragon guards the northern castle gate?\"";

        ObjectNode nothing = recall(json("{" + question + "}"));
        assertThat(nothing.path("memories")).isEmpty();
        assertThat(nothing.path("weak").intValue()).isEqualTo(1);

        ObjectNode all = recall(json("{" + question + ",\"min_score\":0}"));
        assertThat(all.path("memories")).hasSize(1);
        assertThat(all.has("weak")).isFalse();
        assertThat(recall(json("{\"query\":\"green tea\"}")).path("memories")).hasSize(1);
        assertThat(recall(json("{\"query\":\"zebra\"}")).has("weak")).as("nothing came near").isFalse();
    }

    @Test
    void a_statement_that_differs_in_a_value_is_a_possible_contradiction_and_can_be_replaced() {
        ObjectNode old = remember(json("{\"content\":\"deploy day is Tuesday\",\"tags\":[\"ops\"],"
                + "\"occurred_at\":\"2025-10-20T08:00:00Z\"}")).get("receipt").asObject();
        String id = old.path("id").asString();

        JsonNode receipt = remember(json("{\"content\":\"deploy day is Thursday\"}")).path("receipt");
        assertThat(receipt.path("conflicts").path(0).asString()).isEqualTo(id);
        assertThat(receipt.path("similar").path(0).path("text").asString()).isEqualTo("deploy day is Tuesday");
        assertThat(recall(json("{\"query\":\"deploy day\"}")).path("memories").path(0).path("content").asString())
                .as("the newer one first").isEqualTo("deploy day is Thursday");
        assertThat(remember(json("{\"content\":\"deploy days are fun\"}")).path("receipt").has("conflicts")).isFalse();

        JsonNode replaced = remember(json("{\"content\":\"deploy day is Monday\",\"replaces\":\"" + id + "\"}"))
                .path("receipt");
        assertThat(replaced.path("status").asString()).isEqualTo("updated");
        assertThat(replaced.path("id").asString()).isEqualTo(id);
        JsonNode now = get(json("{\"id\":\"" + id + "\"}")).path("memory");
        assertThat(now.path("content").asString()).isEqualTo("deploy day is Monday");
        assertThat(now.path("tags").path(0).asString()).isEqualTo("ops");
        assertThat(catchThrowableOfType(RefusedException.class,
                () -> remember(json("{\"content\":\"x\",\"replaces\":\"nothing\"}"))).refusal())
                .isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void a_long_memory_is_shown_by_a_passage_within_the_budget_among_the_near_misses_too() {
        String filler = "The rain went on and on. ".repeat(700);
        rememberAll(json("{\"memories\":[{\"content\":\"" + filler + "Anna's key is red. " + filler + "\"},"
                + "{\"content\":\"Anna's key: " + filler + "\"}]}"));

        ObjectNode found = recall(json("{\"query\":\"Anna key red\",\"max_tokens\":50,\"explain\":true,"
                + "\"limit\":1,\"min_score\":0}"));
        JsonNode hit = found.path("memories").path(0);

        assertThat(hit.path("content").asString()).contains("Anna's key is red.").endsWith(". ");
        assertThat(hit.path("next_offset").intValue())
                .isEqualTo(hit.path("passage_at").intValue() + hit.path("content").asString().length());
        assertThat(found.path("near_misses").path(0).path("content").asString()).hasSizeLessThanOrEqualTo(200);
        assertThat(found.path("truncated").asBoolean()).isTrue();
    }

    private ObjectNode list(ObjectNode request) {
        return mimo.call(MemoryOperations::list, request);
    }

    private ObjectNode get(ObjectNode request) {
        return mimo.call(MemoryOperations::get, request);
    }

    private ObjectNode update(ObjectNode request) {
        return mimo.call(MemoryOperations::update, request);
    }

    private ObjectNode rememberAll(ObjectNode request) {
        return mimo.call(MemoryOperations::rememberAll, request);
    }

    private ObjectNode remember(ObjectNode request) {
        return mimo.call(MemoryOperations::remember, request);
    }

    @Test
    void a_recall_goes_on_where_its_cursor_says() {
        List<String> all = remember(4);
        JsonNode first = recall(json("{" + QUESTION + ",\"limit\":1}"));
        JsonNode rest = recall(json("{\"weights\":{\"meaning\":1.0,\"words\":1.0},\"min_score\":0.0,"
                + "\"tags\":[\"y\",\"x\"],\"effort\":null,\"namespace\":\"default\",\"query\":\"tea\",\"limit\":3,"
                + "\"max_tokens\":500,\"explain\":true,\"cursor\":" + first.path("next_cursor") + "}"));

        List<String> found = new ArrayList<>(ids(first));
        found.addAll(ids(rest));
        assertThat(found).containsExactlyInAnyOrderElementsOf(all);
        assertThat(rest.has("next_cursor")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"query\":\"teas\"", "\"namespace\":\"other\"", "\"tags\":[\"x\"]", "\"min_score\":0.1",
            "\"weights\":{\"words\":1}", "\"effort\":\"high\"", "\"before\":\"2030-01-01T00:00:00Z\""})
    void a_recall_s_cursor_is_refused_with_another_question(String changed) {
        remember(3);
        String cursor = recall(json("{" + QUESTION + ",\"limit\":1}")).path("next_cursor").stringValue();
        ObjectNode other = json("{" + QUESTION + "}").setAll(json("{" + changed + "}"));

        assertThat(problems(this::recall, other.put("cursor", cursor))).containsExactly(
                new FieldProblem("cursor", "belongs to another question; ask this one without a cursor first"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "MQ", "x", "AAAAAAAAAAAAAAAAAAAA", "%%%", "\u00fc"})
    void what_no_page_gave_is_no_cursor(String made) {
        assertThat(problems(this::recall, json("{\"query\":\"tea\"}").put("cursor", made)))
                .singleElement().extracting(FieldProblem::field).isEqualTo("cursor");
        assertThat(problems(this::list, json("{}").put("cursor", made)))
                .singleElement().extracting(FieldProblem::field).isEqualTo("cursor");
    }

    @Test
    void a_list_s_cursor_is_its_own() {
        List<String> all = remember(3);
        String cursor = list(json("{\"tag\":\"x\",\"limit\":2}")).path("next_cursor").stringValue();

        assertThat(cursor).matches("[A-Za-z0-9_-]{1,100}");
        assertThat(ids(list(json("{\"tag\":\"x\",\"limit\":7}").put("cursor", cursor))))
                .containsExactly(all.getFirst());
        for (String other : List.of("{}", "{\"tag\":\"y\"}", "{\"tag\":\"x\",\"namespace\":\"n\"}")) {
            assertThat(problems(this::list, json(other).put("cursor", cursor))).containsExactly(
                    new FieldProblem("cursor", "belongs to another list; ask for this one without a cursor first"));
        }
    }

    @Test
    void an_unknown_field_of_a_change_is_the_only_problem() {
        String id = remember(1).getFirst();

        assertThat(problems(this::update, json("{\"namespace\":\"default\",\"contents\":\"x\"}").put("id", id)))
                .containsExactly(new FieldProblem("contents",
                        "is unknown here; known are category, content, id, importance, metadata, namespace, "
                                + "occurred_at, tags"));
        assertThat(problems(this::update, json("{\"importance\":\"x\"}").put("id", id)))
                .extracting(FieldProblem::field).containsExactly("importance");
        assertThat(problems(this::update, json("{\"tags\":null}").put("id", id)))
                .extracting(FieldProblem::field).containsExactly("content");
        assertThat(problems(mimo::undo, json("{\"handle\":\"u_1\",\"id\":\"x\"}")))
                .containsExactly(new FieldProblem("id", "is unknown here; known are handle, namespace"));
    }

    @Test
    void a_change_that_changes_nothing_is_the_same() {
        String id = remember(1).getFirst();
        JsonNode receipt = update(json("{\"content\":\"tea 0\",\"tags\":[\"x\",\"y\"],\"metadata\":{},"
                + "\"importance\":0.5,\"category\":\"fact\",\"occurred_at\":\"" + NOW + "\"}").put("id", id))
                .path("receipt");

        assertThat(receipt.path("status").stringValue()).isEqualTo("same");
        assertThat(receipt.path("version").intValue()).isEqualTo(1);
        assertThat(receipt.path("same_as").stringValue()).isEqualTo(id);
        assertThat(receipt.has("undo")).isFalse();
        assertThat(mimo.call(MemoryOperations::versions, json("{}").put("id", id)).path("memories")).hasSize(1);
    }

    @Test
    void an_answer_says_how_many_memories_wait_for_their_vectors() {
        remember(3);

        JsonNode answer = recall(json("{\"query\":\"coffee\"}"));

        assertThat(answer.path("pending").intValue()).isEqualTo(3);
        assertThat(recall(json("{\"query\":\"tea\",\"namespace\":\"empty\"}")).has("pending")).isFalse();
    }

    @Test
    void health_counts_what_waits_while_the_model_is_broken() {
        remember(3);
        ServerFile server = new ServerFile(mimo.listen(), 1, NOW, "0", "token");
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();

        // counted in the background, for who asks must not wait for a reader
        while (pending(server) != 3) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private static int pending(ServerFile server) {
        return Objects.requireNonNull(ServerHealth.of(server)).path("embedding").path("pending").intValue();
    }

    @Test
    void before_it_was_recorded_a_memory_did_not_exist() {
        String id = remember(1).getFirst();
        ObjectNode before = json("{\"known_at\":\"2026-05-07T11:59:59Z\"}").put("id", id);

        assertThat(refusal(this::get, before)).isInstanceOf(Refusal.NotFound.class)
                .extracting(Refusal::detail).isEqualTo("The memory " + id + " did not exist yet at "
                        + "2026-05-07T11:59:59Z; it was recorded at 2026-05-07T12:00:00.123456Z.");
        mimo.call(MemoryOperations::delete, json("{}").put("id", id));
        assertThat(refusal(this::get, json("{\"known_at\":\"2026-05-07T13:00:00Z\"}").put("id", id)))
                .extracting(Refusal::detail).isEqualTo("The memory " + id + " was deleted at 2026-05-07T13:00:00Z.");
        assertThat(refusal(this::get, json("{\"known_at\":\"2026-05-07T13:00:00Z\",\"id\":\"none\"}")))
                .extracting(Refusal::detail).isEqualTo("There is no memory none in namespace default.");
    }

    @Test
    void too_many_memories_at_once_is_413_and_names_the_field() {
        ObjectNode batch = json("{}");
        IntStream.range(0, 5).forEach(i -> batch.withArray("memories").addObject().put("content", "m" + i));
        try (TestDoor door = door()) {
            ObjectNode problem = TestDoor.problem(door.post("/v1/memories/batch", batch.toString()), 413);

            assertThat(problem.path("errors").path(0).path("field").stringValue()).isEqualTo("memories");
        }
    }

    @Test
    void the_memories_of_a_batch_are_of_one_namespace_or_none_is_stored() {
        assertThat(problems(this::rememberAll, json("{\"memories\":[{\"content\":\"a\",\"namespace\":\"x\"},"
                + "{\"content\":\"b\"}]}"))).extracting(FieldProblem::field)
                .containsExactly("memories[1].namespace");
        assertThat(problems(this::rememberAll, json("{\"memories\":[{\"content\":\"a\"},"
                + "{\"content\":\"b\",\"namespace\":\"x\"}]}"))).extracting(FieldProblem::field)
                .containsExactly("memories[1].namespace");
        assertThat(problems(this::rememberAll, json("{\"namespace\":\"y\",\"memories\":[{\"content\":\"a\"},"
                + "{\"content\":\"b\",\"namespace\":\"x\"}]}"))).extracting(FieldProblem::field)
                .containsExactly("memories[1].namespace");
        assertThat(ids(list(json("{}")))).isEmpty();
        assertThat(ids(list(json("{\"namespace\":\"x\"}")))).isEmpty();

        JsonNode stored = rememberAll(json("{\"memories\":[{\"content\":\"a\",\"namespace\":\"x\"},"
                + "{\"content\":\"b\",\"namespace\":\"x\"}]}"));
        assertThat(stored.path("receipts").findValuesAsString("namespace")).containsExactly("x", "x");
        assertThat(rememberAll(json("{\"namespace\":\"y\",\"memories\":[{\"content\":\"a\"}]}"))
                .path("receipts").findValuesAsString("namespace")).containsExactly("y");
    }

    @Test
    void all_problems_of_a_query_are_told_at_once() {
        try (TestDoor door = door()) {
            ObjectNode problem = TestDoor.problem(
                    door.get("/v1/memories?limit=ten&after=noon&tags=x&namespace=-"), 400);

            assertThat(problem.path("errors").findValuesAsString("field"))
                    .containsExactlyInAnyOrder("limit", "after", "tags", "namespace");
            for (String limit : List.of("0", "1.5", "", "+1", "01", "99999999999", "9".repeat(99))) {
                assertThat(TestDoor.problem(door.get("/v1/memories?limit=" + limit), 400).path("errors")
                        .findValuesAsString("field")).containsExactly("limit");
            }
        }
    }

    @Test
    void a_held_receipt_is_no_more_precise_than_others() {
        String text = "Priya told us that she prefers green tea over black coffee in the morning";
        remember(json("{}").put("content", text));
        recall(json("{\"query\":\"Priya tea\"}"));

        JsonNode receipt = remember(json("{\"trust\":\"model\"}").put("content", "So: " + text))
                .path("receipt");

        assertThat(receipt.path("status").stringValue()).isEqualTo("held");
        assertThat(receipt.path("recorded_at").stringValue()).isEqualTo("2026-05-07T12:00:00.123456Z");
    }

    @Test
    void weights_of_which_none_counts_are_refused() {
        assertThat(problems(this::recall,
                json("{\"query\":\"tea\",\"weights\":{\"words\":0,\"meaning\":0,\"context\":0}}")))
                .containsExactly(new FieldProblem("weights", "must not all be 0, or nothing would count"));
    }

    @Test
    void sizes_are_told_as_the_limits_are_written() {
        assertThat(problems(this::remember, json("{\"content\":\"" + "x".repeat(100_001) + "\",\"metadata\":{\"a\":\""
                + "y".repeat(20_480 - 8) + "\"}}"))).containsExactly(
                        new FieldProblem("content", "has 100,001 bytes; at most 100,000 bytes are allowed"),
                        new FieldProblem("metadata", "has 20 KiB; at most 16 KiB are allowed"));
    }

    @Test
    void an_id_that_is_missing_is_the_only_problem() {
        assertThat(problems(this::get, json("{}"))).containsExactly(new FieldProblem("id", "is required"));
    }

    private TestDoor door() {
        return TestDoor.open(HttpSettings.defaults(),
                OperationRoutes.of(mimo.mimo().calls().operations(), mimo.calls(), HttpLimits.defaults()));
    }

    /// So many memories that the question finds, oldest first.
    private List<String> remember(int count) {
        return IntStream.range(0, count).mapToObj(i -> remember(
                json("{\"content\":\"tea " + i + "\",\"tags\":[\"x\",\"y\"]}"))
                .path("receipt").path("id").stringValue()).toList();
    }

    private static Refusal refusal(UnaryOperator<ObjectNode> call, ObjectNode request) {
        return catchThrowableOfType(RefusedException.class, () -> call.apply(request)).refusal();
    }

    private static List<FieldProblem> problems(UnaryOperator<ObjectNode> call, ObjectNode request) {
        assertThat(refusal(call, request)).isInstanceOf(Refusal.Invalid.class);
        return ((Refusal.Invalid) refusal(call, request)).problems();
    }

    private static List<String> ids(JsonNode answer) {
        return answer.path("memories").findValuesAsString("id");
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
