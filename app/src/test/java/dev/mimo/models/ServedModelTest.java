package dev.mimo.models;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServedModelTest {
    @Test
    void a_question_asked_again_is_not_embedded_again() {
        FakeModel model = new FakeModel();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ServedModel served = new ServedModel(model, EmbeddingSettings.defaults(), meters, _ -> {});

        assertThat(served.query("why?")).isSameAs(served.query("why?"));

        served.passage("why?");
        served.passage("why?");
        assertThat(model.calls).hasValue(3);
        assertThat(meters.get("mimo.embedding.cached").counter().count()).isEqualTo(1);
    }

    @Test
    void a_passage_begins_after_the_question_under_way() throws InterruptedException {
        QueriesFirst gate = new QueriesFirst(Duration.ofSeconds(30));
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        Thread query = Thread.ofPlatform().start(() -> gate.query(() -> {
            asking.countDown();
            awaitQuietly(answer);
            return order.add("query");
        }));
        asking.await();
        Thread passage = Thread.ofPlatform().start(() -> gate.passage(() -> order.add("passage")));
        answer.countDown();

        query.join();
        passage.join();
        assertThat(order).containsExactly("query", "passage");
    }

    @Test
    void a_passage_does_not_wait_longer_than_the_limit() {
        QueriesFirst gate = new QueriesFirst(Duration.ofMillis(1));

        String passage = gate.query(() -> gate.passage(() -> "embedded"));

        assertThat(passage).isEqualTo("embedded");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody answered");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
