package dev.mimo.memory.operation;

import dev.mimo.TestMimo;
import dev.mimo.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A question right after a write, with the real model.
class FreshRecallTest {
    @TempDir
    Path home;

    @Test
    void what_was_written_a_moment_ago_is_found_by_meaning_and_the_answer_says_that_it_waited() {
        try (TestMimo mimo = TestMimo.withModel(home)) {
            assertThat(remember(mimo, "The kettle is in the cupboard.", "indexed").path("indexed").asBoolean())
                    .isTrue();
            ObjectNode question = Json.object().put("query", "where do they live?").put("explain", true)
                    .put("min_score", 0);
            assertThat(mimo.call(MemoryOperations::recall, question).has("waited_ms")).isFalse();

            remember(mimo, "Priya's home is a flat in Porto.", "durable");
            ObjectNode answer = mimo.call(MemoryOperations::recall, question);

            assertThat(answer.path("waited_ms").asInt(-1)).as(answer.toString()).isNotNegative();
            assertThat(answer.path("pending").asInt(0)).as(answer.toString()).isZero();
            assertThat(answer.path("memories").path(0).path("content").asString("")).startsWith("Priya's home");
            assertThat(answer.path("memories").path(0).path("why").has("pending")).isFalse();
        }
    }

    private static ObjectNode remember(TestMimo mimo, String text, String wait) {
        return mimo.call(MemoryOperations::remember, Json.object().put("content", text).put("wait", wait));
    }
}
