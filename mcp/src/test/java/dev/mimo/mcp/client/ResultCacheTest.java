package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ResultCacheTest {
    private static final ObjectNode NONE = Json.object();
    private final ResultCache cache = new ResultCache(Clock.systemUTC(), 10);

    @Test
    void few_answers_are_kept_where_they_are_long() {
        put("first", 9 << 20);
        put("second", 5 << 20);
        assertThat(cache.get("first", NONE)).isNotNull();

        put("third", 5 << 20);

        assertThat(cache.get("second", NONE)).as("used longest ago").isNull();
        assertThat(cache.get("first", NONE)).isNotNull();
        assertThat(cache.get("third", NONE)).isNotNull();
    }

    @Test
    void an_answer_that_is_too_long_by_itself_is_not_kept() {
        put("first", 17 << 20);

        assertThat(cache.get("first", NONE)).isNull();
        put("second", 15 << 20);
        assertThat(cache.get("second", NONE)).isNotNull();
    }

    @Test
    void what_was_dropped_takes_no_room() {
        put("first", 15 << 20);
        put("first", 15 << 20);
        cache.drop("first");
        put("second", 15 << 20);
        assertThat(cache.get("second", NONE)).isNotNull();

        cache.dropAll();
        put("third", 15 << 20);
        assertThat(cache.get("third", NONE)).isNotNull();
    }

    private void put(String method, int length) {
        cache.put(method, NONE, Json.object().put("ttlMs", 60_000).put("text", "x".repeat(length)), cache.mark());
    }
}
