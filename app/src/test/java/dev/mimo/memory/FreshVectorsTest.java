package dev.mimo.memory;

import dev.mimo.memory.recall.FreshVectors;
import dev.mimo.models.ModelHost;
import dev.mimo.models.ScriptedModel;
import dev.mimo.storage.memory.OpenStore;
import dev.mimo.terms.Namespace;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("NullAway.Init") // set before each test
class FreshVectorsTest {
    private static final Namespace TEAM = new Namespace("team");
    private static final String MODEL = "model@1";
    private static final int DIMENSION = EmbeddingProcess.DIMENSION;
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    Path folder;
    private OpenStore open;
    private final List<AutoCloseable> running = new ArrayList<>();

    @BeforeEach
    void open() {
        open = OpenStore.at(folder.resolve("mimo.db"), Clock.systemUTC());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : running.reversed()) {
            one.close();
        }
        open.close();
    }

    @Test
    void what_was_written_a_moment_ago_has_its_vectors_when_the_question_is_answered() {
        FreshVectors fresh = fresh(ScriptedModel.usual(MODEL, DIMENSION));
        remember(open, 3);
        assertThat(searched()).isEqualTo(3);

        Duration waited = fresh.await(TEAM, MODEL, 3, LONG);

        assertThat(waited).isPositive().isLessThan(LONG);
        assertThat(searched()).isZero();
    }

    @Test
    void so_it_has_when_another_process_wrote_it() {
        FreshVectors fresh = fresh(ScriptedModel.usual(MODEL, DIMENSION));
        OpenStore other = OpenStore.at(folder.resolve("mimo.db"), Clock.systemUTC());
        running.add(other);
        remember(other, 2);

        assertThat(fresh.await(TEAM, MODEL, searched(), LONG)).isLessThan(LONG);
        assertThat(searched()).isZero();
    }

    @Test
    void so_it_has_when_it_is_the_turn_of_another_process_that_has_not_heard_of_it() {
        OpenStore other = OpenStore.at(folder.resolve("mimo.db"), Clock.systemUTC());
        running.add(other);
        assertThat(other.backlog().takeTurn(MODEL)).isTrue();
        FreshVectors fresh = fresh(ScriptedModel.usual(MODEL, DIMENSION));

        remember(open, 2);
        assertThat(fresh.await(TEAM, MODEL, searched(), LONG)).isLessThan(LONG);

        assertThat(searched()).isZero();
    }

    @Test
    void what_does_not_come_is_waited_for_within_the_limit_and_only_once() {
        CountDownLatch end = new CountDownLatch(1);
        FreshVectors fresh = fresh(hanging(end));
        remember(open, 1);

        assertThat(fresh.await(TEAM, MODEL, searched(), SHORT)).isGreaterThanOrEqualTo(SHORT);
        assertThat(fresh.await(TEAM, MODEL, searched(), SHORT)).isZero();
        remember(open, 2);
        assertThat(fresh.await(TEAM, MODEL, searched(), SHORT)).as("another").isGreaterThanOrEqualTo(SHORT);
        end.countDown();
    }

    @Test
    void a_backlog_is_not_waited_for() {
        CountDownLatch end = new CountDownLatch(1);
        FreshVectors fresh = fresh(hanging(end));
        remember(open, 17);

        assertThat(fresh.await(TEAM, MODEL, searched(), LONG)).isZero();
        end.countDown();
    }

    private static ScriptedModel hanging(CountDownLatch end) {
        return new ScriptedModel(MODEL, DIMENSION, text -> {
            try {
                end.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return ScriptedModel.vector(text, DIMENSION);
        });
    }

    @Test
    void nothing_is_asked_when_nothing_is_pending_or_nothing_shall_be_waited_for() {
        MemoryStore unasked = (MemoryStore) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{MemoryStore.class}, (_, called, _) -> {
                    throw new AssertionError(called.getName());
                });
        FreshVectors fresh = new FreshVectors(unasked, indexing(ScriptedModel.usual(MODEL, DIMENSION)));

        assertThat(fresh.await(TEAM, MODEL, 0, LONG)).isZero();
        assertThat(fresh.await(TEAM, MODEL, 3, Duration.ZERO)).isZero();
    }

    private FreshVectors fresh(ScriptedModel model) {
        return new FreshVectors(open.memories(), indexing(model));
    }

    private Indexing indexing(ScriptedModel model) {
        ModelHost models = model.hosted();
        running.add(models);
        models.await(LONG);
        Indexing indexing = EmbeddingProcess.indexing(open.backlog(), models, 1);
        running.add(indexing);
        indexing.start();
        return indexing;
    }

    private void remember(OpenStore store, int count) {
        int from = store.memories().list(TEAM, Filter.ALL, 200, null).items().size();
        store.memories().add(TEAM, IntStream.range(from, from + count)
                .mapToObj(i -> NewMemory.of(Details.of("tea " + i))).toList());
    }

    /// How many were searched by words alone.
    private int searched() {
        open.memories().search(TEAM, new Probe("tea", null, MODEL, Filter.ALL, 10));
        return open.memories().waiting(TEAM, MODEL);
    }
}
