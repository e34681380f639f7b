package dev.mimo.models;

import dev.mimo.models.EmbeddingModel.Embedding;
import dev.mimo.refusal.RefusedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@SuppressWarnings("NullAway.Init") // set before each test
class EndpointEmbeddingModelTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String KEY = "sk-very-secret";

    private StubEndpoint stub;

    @BeforeEach
    void start() throws IOException {
        stub = new StubEndpoint(text -> new float[]{text.length(), 0, 3});
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private static EmbeddingSettings settings(String url, Duration limit) {
        EmbeddingSettings usual = EmbeddingSettings.defaults();
        return new EmbeddingSettings("bge-m3", new ModelUse("query: ", "auto", ModelUse.Pooling.AUTO),
                new EndpointSettings(url, new EndpointSettings.Key(KEY), limit, limit, 8), Duration.ofSeconds(30), 3,
                usual.passageWaitMax(), 0);
    }

    private static ModelHost host(EmbeddingSettings settings) {
        return ModelHost.of(settings, Path.of("."), InstantSource.system(), new SimpleMeterRegistry());
    }

    @Test
    void both_ways_of_asking_give_unit_vectors_in_the_order_of_the_texts() {
        for (String url : List.of(stub.openAi(), stub.ollama())) {
            try (ModelHost host = host(settings(url, LONG))) {
                EmbeddingModel model = host.await(LONG);

                List<Embedding> embeddings = model.passageBatch(List.of("one", "three"));

                assertThat(embeddings.get(0).vector()).containsExactly(new float[]{0.70710677f, 0, 0.70710677f});
                assertThat(embeddings.get(1).vector()).containsExactly(new float[]{0.8574929f, 0, 0.51449573f});
                assertThat(embeddings.get(0).tokens()).isEmpty();
                StubEndpoint.Request request = stub.requests().getLast();
                assertThat(request.texts()).containsExactly("one", "three");
                assertThat(request.model()).isEqualTo("bge-m3");
                assertThat(request.authorization()).isEqualTo("Bearer " + KEY);
                Embedding _ = model.query("tea?");
                assertThat(stub.requests().getLast().texts()).containsExactly("query: tea?");
            }
        }
    }

    @Test
    void how_long_its_vectors_are_is_found_out_and_kept_in_the_model_s_name() {
        try (ModelHost host = host(settings(stub.openAi(), LONG))) {
            assertThat(host.id()).isEqualTo("bge-m3@unknown");

            EmbeddingModel model = host.await(LONG);

            assertThat(host.dimension()).isEqualTo(3);
            assertThat(host.id()).startsWith("bge-m3@3-").isEqualTo(model.id());
        }
        try (ModelHost elsewhere = host(settings(stub.ollama(), LONG))) {
            assertThat(elsewhere.await(LONG).id()).as("the same model elsewhere").startsWith("bge-m3@3-");
        }
    }

    @Test
    void a_long_text_is_cut_and_a_short_one_is_whole() {
        try (ModelHost host = host(settings(stub.openAi(), LONG))) {
            EmbeddingModel model = host.await(LONG);

            assertThat(model.passages("short")).containsExactly("short");
            assertThat(model.passages("some words. ".repeat(500)).size()).isBetween(4, 20);
            assertThat(model.batchMax()).isEqualTo(8);
        }
    }

    @Test
    void one_that_does_not_answer_is_a_state_with_a_reason_within_the_limit_of_a_question() {
        stub.silent = true;
        try (ModelHost host = host(settings(stub.openAi(), SHORT))) {
            RefusedException refused = catchThrowableOfType(RefusedException.class, () -> host.await(LONG));

            assertThat(refused.refusal().detail()).contains("did not answer within 300 ms");
            assertThat(host.isBroken()).isTrue();
        }
        try (ModelHost host = host(settings("http://127.0.0.1:1/v1/embeddings", SHORT))) {
            RefusedException refused = catchThrowableOfType(RefusedException.class, () -> host.await(LONG));

            assertThat(refused.refusal().detail()).contains("cannot be reached");
        }
    }

    @Test
    void a_question_is_tried_once_and_after_a_few_of_them_nobody_waits_any_more() {
        try (ModelHost host = host(settings(stub.openAi(), SHORT))) {
            EmbeddingModel model = host.await(LONG);
            stub.silent = true;
            int before = stub.requests().size();

            for (int i = 0; i < 3; i++) {
                String text = "tea " + i;
                assertThatThrownBy(() -> model.query(text)).isInstanceOf(RefusedException.class)
                        .hasMessageContaining("did not answer");
            }

            assertThat(stub.requests()).hasSize(before + 3);
            assertThat(host.isBroken()).isTrue();
            assertThatThrownBy(() -> host.await(LONG)).isInstanceOf(RefusedException.class);
            assertThat(stub.requests()).as("no fourth").hasSize(before + 3);
        }
    }

    @Test
    void passages_are_tried_again_while_that_may_help_and_then_left_until_it_has_rested() {
        for (int status : List.of(503, 429)) {
            stub.status = 200;
            try (ModelHost host = host(settings(stub.openAi(), LONG))) {
                EmbeddingModel model = host.await(LONG);
                stub.status = status;
                int before = stub.requests().size();

                assertThatThrownBy(() -> model.passage("tea")).hasMessageContaining("answered " + status);

                assertThat(stub.requests()).hasSize(before + 3);
                assertThat(host.isBroken()).isTrue();
            }
        }
    }

    @Test
    void a_wrong_key_is_said_without_the_key() {
        stub.status = 401;
        stub.problem = "Incorrect key: " + KEY;
        EmbeddingSettings settings = settings(stub.openAi(), LONG);
        try (ModelHost host = host(settings)) {
            RefusedException refused = catchThrowableOfType(RefusedException.class, () -> host.await(LONG));

            assertThat(refused.refusal().detail()).contains("answered 401: Incorrect key: [hidden]");
            assertThat(settings.toString()).doesNotContain(KEY);
        }
    }

    @Test
    void a_text_that_it_refuses_is_that_text_s_failure_and_not_the_model_s() {
        try (ModelHost host = host(settings(stub.openAi(), LONG))) {
            EmbeddingModel model = host.await(LONG);
            stub.status = 400;
            int before = stub.requests().size();

            assertThatThrownBy(() -> model.passage("too long")).hasMessageContaining("answered 400");

            assertThat(stub.requests()).as("tried once").hasSize(before + 1);
            assertThat(host.isBroken()).isFalse();
        }
    }

    @Test
    void an_address_that_says_nothing_of_how_to_ask_is_refused() {
        for (String url : List.of("http://127.0.0.1:11434", "ftp://host/v1/embeddings", "/v1/embeddings",
                "http://me:secret@host/v1/embeddings")) {
            assertThatIllegalArgumentException().as(url).isThrownBy(() -> settings(url, LONG));
        }
    }
}
