package dev.mimo.models;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.telemetry.HealthProbe.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ModelHostTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EmbeddingSettings settings = EmbeddingSettings.defaults();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource clock = () -> now;

    private ModelHost hosting(ModelHost.Loader loader) {
        return new ModelHost(new ModelHost.Expected("fake@1", 1), settings, loader, clock, meters);
    }

    private ModelHost hosting(String model, Path dist) {
        return ModelHost.of(
                new EmbeddingSettings(model, ModelUse.defaults(), EndpointSettings.defaults(), Duration.ofSeconds(30),
                        3, Duration.ZERO, 1 << 20),
                dist,
                clock, meters);
    }

    private static String reason(ModelHost host) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> host.await(LONG));
        assertThat(refused.refusal()).isInstanceOf(Refusal.Unavailable.class);
        assertThat(host.ready()).isNull();
        assertThat(host.health().status()).isEqualTo(Status.DEGRADED);
        assertThat(state(host)).isEqualTo("broken");
        return refused.refusal().detail();
    }

    @Test
    void the_bundled_model_loads_when_asked_for_and_embeds() {
        try (ModelHost host = hosting("e5-small-v2-q", TestModels.DIST)) {
            assertThat(state(host)).isEqualTo("idle");
            assertThat(host.ready()).isNull();
            assertThat(host.id()).isEqualTo("e5-small-v2-q@1");

            EmbeddingModel model = host.await(LONG);

            assertThat(model.id()).isEqualTo(host.id());
            assertThat(host.ready()).isSameAs(model);
            assertThat(model.query("Where is Anna?").vector()).isEqualTo(
                    TestModels.model().query("Where is Anna?").vector());
            assertThat(host.health().facts()).isEqualTo(
                    Map.of("model", "e5-small-v2-q@1", "state", "ready"));
            assertThat(meters.get("mimo.embedding").tag("kind", "query").timer().count()).isEqualTo(1);
            assertThat(meters.get("mimo.embedding.ready").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void starting_never_waits_for_loading() {
        CountDownLatch loading = new CountDownLatch(1);
        FakeModel model = new FakeModel();
        try (ModelHost host = hosting(() -> {
            awaitQuietly(loading);
            return model;
        })) {
            host.start();
            host.start();

            assertThat(state(host)).isEqualTo("loading");
            assertThat(host.ready()).isNull();
            assertThat(catchThrowableOfType(RefusedException.class, () -> host.await(Duration.ofMillis(1))).refusal())
                    .isInstanceOf(Refusal.TimedOut.class);
            loading.countDown();
            assertThat(host.await(LONG).id()).isEqualTo("fake@1");
        }
        assertThat(model.closed.getCount()).isZero();
    }

    @Test
    void a_missing_file_is_a_state_with_a_reason(@TempDir Path empty) {
        try (ModelHost host = hosting("e5-small-v2-q", empty)) {
            assertThat(reason(host)).contains("e5-small-v2-q.onnx is missing");
            assertThat(host.id()).isEqualTo("e5-small-v2-q@1");
        }
        try (ModelHost host = hosting("no-such-model", empty)) {
            assertThat(reason(host)).contains("'no-such-model' is neither a bundled model");
        }
        try (ModelHost host = hosting(empty.toString(), empty)) {
            assertThat(reason(host)).contains("model.onnx is missing");
        }
    }

    @Test
    void a_file_of_garbage_is_a_state_with_a_reason(@TempDir Path folder) throws IOException {
        NativeLibraries.use(TestModels.DIST);
        Files.copy(TestModels.spec().tokenizer(), folder.resolve("tokenizer.json"));
        Files.write(folder.resolve("model.onnx"), "this is no model, though it is long enough".repeat(99).getBytes(
                StandardCharsets.UTF_8));
        try (ModelHost host = hosting(folder.toString(), TestModels.DIST)) {
            assertThat(reason(host)).contains("model.onnx cannot be used");
        }
        byte[] half = Files.readAllBytes(TestModels.spec().weights());
        Files.write(folder.resolve("model.onnx"), Arrays.copyOf(half, half.length / 2));
        try (ModelHost host = hosting(folder.toString(), TestModels.DIST)) {
            assertThat(reason(host)).contains("model.onnx cannot be used");
        }
    }

    @Test
    void a_native_library_that_does_not_load_is_a_state_with_a_reason() {
        try (ModelHost host = hosting(() -> {
            throw new ExceptionInInitializerError(new UnsatisfiedLinkError("no onnxruntime here"));
        })) {
            assertThat(reason(host)).contains("no onnxruntime here");
        }
    }

    @Test
    void a_model_of_another_dimension_than_was_expected_is_a_state_with_a_reason() {
        FakeModel model = new FakeModel();
        try (ModelHost host = new ModelHost(new ModelHost.Expected("fake@1", 384), settings, () -> model, clock,
                meters)) {
            assertThat(reason(host)).contains("384").contains("start Mimo again");
            assertThat(model.closed.getCount()).isZero();
        }
    }

    @Test
    void a_question_whose_vector_is_no_number_is_refused() {
        for (float[] wrong : List.of(new float[]{Float.NaN}, new float[]{Float.POSITIVE_INFINITY}, new float[1])) {
            try (ModelHost host = new ScriptedModel("odd@1", 1, _ -> wrong).hosted()) {
                EmbeddingModel served = host.await(LONG);

                assertThat(catchThrowableOfType(RefusedException.class, () -> served.query("Where?")).refusal())
                        .isInstanceOf(Refusal.Unavailable.class);
                assertThat(served.passage("what cannot be saved is looked at there").vector()).isSameAs(wrong);
            }
        }
    }

    @Test
    void a_broken_model_rests_and_is_then_loaded_again() {
        List<EmbeddingModel> loads = new ArrayList<>();
        try (ModelHost host = hosting(() -> {
            loads.add(new FakeModel());
            if (loads.size() < 3) {
                throw new BrokenModelException("not yet");
            }
            return loads.getLast();
        })) {
            assertThat(reason(host)).isEqualTo("not yet");
            assertThat(reason(host)).isEqualTo("not yet");
            assertThat(loads).hasSize(1);

            now = now.plus(settings.retryAfter());
            assertThat(reason(host)).isEqualTo("not yet");
            assertThat(loads).hasSize(2);

            now = now.plus(settings.retryAfter());
            assertThat(host.await(LONG).id()).isEqualTo("fake@1");
        }
    }

    @Test
    void failures_in_a_row_break_the_model_until_it_has_rested() {
        FakeModel first = new FakeModel();
        FakeModel second = new FakeModel();
        List<FakeModel> models = new ArrayList<>(List.of(first, second));
        try (ModelHost host = hosting(models::removeFirst)) {
            EmbeddingModel served = host.await(LONG);
            first.failing.set(true);
            assertUnavailable(served);
            assertUnavailable(served);
            first.failing.set(false);
            served.passage("one that works starts the count again");
            first.failing.set(true);
            assertUnavailable(served);
            assertUnavailable(served);
            assertThat(state(host)).isEqualTo("ready");

            assertUnavailable(served);

            assertThat(reason(host)).contains("fake@1 failed: out of native memory");
            assertThat(first.closed.getCount()).isZero();
            assertThat(meters.get("mimo.embedding.failures").counter().count()).isEqualTo(5);
            now = now.plus(settings.retryAfter());
            EmbeddingModel renewed = host.await(LONG);
            assertThat(renewed.passage("again").vector()).hasSize(1);
            assertUnavailable(served);
            assertThat(host.ready()).isSameAs(renewed);
        }
    }

    @Test
    void a_model_that_arrives_after_the_end_is_closed() throws InterruptedException {
        CountDownLatch loading = new CountDownLatch(1);
        FakeModel late = new FakeModel();
        ModelHost host = hosting(() -> {
            awaitQuietly(loading);
            return late;
        });
        host.start();

        host.close();
        loading.countDown();

        assertThat(late.closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(state(host)).isEqualTo("idle");
        assertThatThrownBy(() -> host.await(LONG)).isInstanceOf(RefusedException.class);
    }

    @Test
    void a_folder_of_ones_own_is_used_as_it_describes_itself(@TempDir Path folder) throws IOException {
        Files.createSymbolicLink(folder.resolve("model.onnx"), TestModels.spec().weights());
        Files.createSymbolicLink(folder.resolve("tokenizer.json"), TestModels.spec().tokenizer());
        String plainId;
        try (ModelHost host = hosting(folder.toString(), TestModels.DIST)) {
            plainId = host.id();
            assertThat(host.await(LONG).query("Berlin").vector())
                    .isEqualTo(host.await(LONG).passage("Berlin").vector());
        }
        Files.writeString(folder.resolve("mimo-model.json"), """
                {"query_prefix": "query: ", "passage_prefix": "passage: ", "pooling": "mean", "tokens_max": 128}""");
        try (ModelHost host = hosting(folder.toString(), TestModels.DIST)) {
            EmbeddingModel model = host.await(LONG);
            assertThat(model.id()).isEqualTo(host.id()).isNotEqualTo(plainId);
            assertThat(model.passage("memory ".repeat(200)).tokens()).hasSize(128 - 4);
            assertThat(model.query("Berlin").vector()).isEqualTo(TestModels.model().query("Berlin").vector());
        }
        for (String wrong : List.of("{\"prefix\": 1}", "{\"pooling\": \"max\"}", "{\"tokens_max\": 3}", "{")) {
            Files.writeString(folder.resolve("mimo-model.json"), wrong);
            try (ModelHost host = hosting(folder.toString(), TestModels.DIST)) {
                assertThat(reason(host)).contains("mimo-model.json cannot be used");
            }
        }
    }

    private static Object state(ModelHost host) {
        return Objects.requireNonNull(host.health().facts().get("state"));
    }

    private static void assertUnavailable(EmbeddingModel model) {
        assertThat(catchThrowableOfType(RefusedException.class, () -> model.passage("text")).refusal())
                .isInstanceOf(Refusal.Unavailable.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
