package dev.mimo.memory.operation;

import dev.mimo.TestMimo;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A memory happened on the day that its writer's clock said, and at the moment that this was.
@SuppressWarnings("NullAway.Init") // set before each test
class DayAsWrittenTest {
    private static final String EVENING = "2026-03-14T23:30:00-05:00";

    @TempDir
    Path home;
    private TestMimo mimo;
    private String dinner;

    @BeforeEach
    void open() {
        mimo = TestMimo.open(home, Clock.fixed(Instant.parse("2026-05-07T12:00:00Z"), ZoneOffset.UTC), Map.of());
        dinner = remember("dinner with Wanda", EVENING);
    }

    @AfterEach
    void close() {
        mimo.close();
    }

    @ParameterizedTest
    @CsvSource({"2026-03-14T23:30:00-05:00, 2026-03-14T23:30:00-05:00",
            "2026-03-14t23:30:00.25+05:45, 2026-03-14T23:30:00.250+05:45", "2026-03-14T23:30:00Z, 2026-03-14T23:30:00Z",
            "2026-03-14T23:30:00+00:00, 2026-03-14T23:30:00Z", "2026-03-14T23:30:00-00:00, 2026-03-14T23:30:00Z",
            "0001-01-01T00:00:00+14:00, 0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59.999999-12:00, 9999-12-31T23:59:59.999999-12:00"})
    void the_offset_comes_back_as_it_was_given(String given, String shown) {
        String id = remember("at " + given, given);

        assertThat(get(id).path("occurred_at").asString()).isEqualTo(shown);
        assertThat(list("").path("memories")).extracting(each -> each.path("occurred_at").asString()).contains(shown);
    }

    @ParameterizedTest
    @CsvSource({"what did we do on 14 March, 1", "what did we do on March 14th 2026, 1",
            "what did we do on 2026-03-14, 1", "what did we do on 15 March, 0.7",
            "what did we do in March 2026, 1"})
    void a_question_that_names_the_day_means_the_day_as_written(String question, double share) {
        JsonNode hit = recall("dinner: " + question).path("memories").get(0);

        assertThat(hit.path("id").asString()).isEqualTo(dinner);
        assertThat(hit.path("why").path("signals").path("time").path("raw").asDouble()).isEqualTo(share);
    }

    @Test
    void words_find_the_day_as_written() {
        remember("breakfast with Jonas", "2026-03-15T09:00:00-05:00");

        assertThat(recall("14 March").path("memories").get(0).path("id").asString()).isEqualTo(dinner);
    }

    @Test
    void filters_go_by_the_moment() {
        assertThat(list("\"after\":\"2026-03-15T04:30:00Z\",\"before\":\"2026-03-15T04:30:01Z\"").path("memories"))
                .hasSize(1);
        assertThat(list("\"before\":\"2026-03-15T04:30:00Z\"").path("memories")).isEmpty();
    }

    @Test
    void an_edit_keeps_the_offset_and_versions_have_their_own() {
        update("\"content\":\"late dinner with Wanda\"");
        update("\"occurred_at\":\"2026-03-15T04:30:00Z\"");

        JsonNode versions = mimo.call(MemoryOperations::versions, request("{\"id\":\"" + dinner + "\"}"));

        assertThat(versions.path("memories")).extracting(each -> each.path("occurred_at").asString())
                .containsExactly(EVENING, EVENING, "2026-03-15T04:30:00Z");
    }

    @Test
    void an_undo_brings_the_offset_back() {
        String undo = update("\"occurred_at\":\"2026-03-16T08:00:00Z\"").path("receipt").path("undo").asString();

        mimo.undo(request("{\"handle\":\"" + undo + "\"}"));

        assertThat(get(dinner).path("occurred_at").asString()).isEqualTo(EVENING);
    }

    @Test
    void the_same_moment_in_the_same_offset_is_no_change() {
        assertThat(update("\"occurred_at\":\"" + EVENING + "\"").path("receipt").path("status").asString())
                .isEqualTo("same");
        assertThat(List.of(remember("dinner with Wanda", "2026-03-15T04:30:00Z"))).containsExactly(dinner);
    }

    private ObjectNode update(String change) {
        return mimo.call(MemoryOperations::update, request("{\"id\":\"" + dinner + "\"," + change + "}"));
    }

    private String remember(String content, String occurredAt) {
        ObjectNode answer = mimo.call(MemoryOperations::remember,
                request("{\"content\":\"" + content + "\",\"occurred_at\":\"" + occurredAt + "\"}"));
        JsonNode receipt = answer.path("receipt");
        return receipt.path(receipt.path("id").isString() ? "id" : "same_as").asString();
    }

    private JsonNode get(String id) {
        return mimo.call(MemoryOperations::get, request("{\"id\":\"" + id + "\"}")).path("memory");
    }

    private JsonNode list(String filter) {
        return mimo.call(MemoryOperations::list, request("{" + filter + "}"));
    }

    private JsonNode recall(String question) {
        return mimo.call(MemoryOperations::recall, request("{\"query\":\"" + question + "\",\"explain\":true}"));
    }

    private static ObjectNode request(String json) {
        return Json.parseObject(json, JsonLimits.defaults());
    }
}
