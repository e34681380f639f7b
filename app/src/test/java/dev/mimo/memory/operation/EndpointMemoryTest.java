package dev.mimo.memory.operation;

import dev.mimo.TestMimo;
import dev.mimo.json.Json;
import dev.mimo.models.StubEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The memory beside an embedding endpoint that fails, comes back, or is exchanged.
class EndpointMemoryTest {
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();

    @TempDir
    Path home;

    @Test
    void while_it_does_not_answer_words_do_and_soon_and_once_it_does_all_is_embedded() throws Exception {
        try (StubEndpoint stub = new StubEndpoint(_ -> new float[]{1, 2, 3})) {
            stub.silent = true;
            try (TestMimo mimo = open(stub.openAi(), "model")) {
                remember(mimo, "Priya drinks tea.");

                long start = System.nanoTime();
                ObjectNode answer = recall(mimo);
                // one try of half a second, and what a busy machine adds
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
                assertThat(answer.path("degraded").path(0).asString("")).isEqualTo("meaning");
                assertThat(answer.path("memories").path(0).path("content").asString("")).isEqualTo("Priya drinks tea.");
                int asked = stub.requests().size();
                for (int i = 0; i < 5; i++) {
                    assertThat(recall(mimo).path("degraded").isEmpty()).isFalse();
                }
                assertThat(stub.requests().size() - asked).as("it rests").isLessThanOrEqualTo(1);

                stub.silent = false;
                awaitNoneDegraded(mimo);
            }
        }
    }

    @Test
    void another_model_s_vectors_are_not_compared() throws Exception {
        try (StubEndpoint stub = new StubEndpoint(_ -> new float[]{1, 2, 3})) {
            try (TestMimo mimo = open(stub.openAi(), "small")) {
                assertThat(rememberIndexed(mimo, "Priya drinks tea.")).isTrue();
            }
        }
        try (StubEndpoint stub = new StubEndpoint(_ -> new float[]{3, 2, 1, 5, 6});
                TestMimo mimo =
                        open(stub.ollama(), "large")) {
            ObjectNode answer = recall(mimo);

            assertThat(answer.path("pending").asInt(0)).as(answer.toString()).isEqualTo(1);
            assertThat(rememberIndexed(mimo, "Priya drinks milk.")).as("of another length").isTrue();
        }
    }

    private TestMimo open(String url, String model) {
        return TestMimo.with(home, Map.of("embedding.endpoint.url", url, "embedding.model", model,
                "embedding.endpoint.query_timeout", "500ms", "embedding.endpoint.timeout", "500ms",
                "embedding.retry_after", "1s", "recall.vectors_wait", "0ms"));
    }

    private static void remember(TestMimo mimo, String text) {
        ObjectNode _ = mimo.call(MemoryOperations::remember, Json.object().put("content", text));
    }

    private static boolean rememberIndexed(TestMimo mimo, String text) {
        return mimo.call(MemoryOperations::remember, Json.object().put("content", text).put("wait", "indexed"))
                .path("indexed").asBoolean(false);
    }

    private static ObjectNode recall(TestMimo mimo) {
        return mimo.call(MemoryOperations::recall, Json.object().put("query", "tea"));
    }

    private static void awaitNoneDegraded(TestMimo mimo) {
        await(mimo, "degraded");
        awaitNonePending(mimo);
    }

    private static void awaitNonePending(TestMimo mimo) {
        await(mimo, "pending");
    }

    private static void await(TestMimo mimo, String absent) {
        long until = System.nanoTime() + PATIENCE;
        ObjectNode answer = recall(mimo);
        while (answer.has(absent)) {
            assertThat(System.nanoTime()).as(answer.toString()).isLessThan(until);
            Thread.onSpinWait();
            answer = recall(mimo);
        }
    }
}
