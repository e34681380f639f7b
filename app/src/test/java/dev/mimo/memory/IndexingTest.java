package dev.mimo.memory;

import dev.mimo.TestClock;
import dev.mimo.memory.EmbeddingBacklog.KeptPassage;
import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.models.ModelHost;
import dev.mimo.models.ScriptedModel;
import dev.mimo.storage.memory.OpenStore;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.TokenVectors;
import dev.mimo.vector.VectorQuantizer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class IndexingTest {
    private static final Namespace TEAM = new Namespace("team");
    private static final Namespace BUSY = new Namespace("busy");
    private static final String MODEL = "model@1";
    private static final int DIMENSION = EmbeddingProcess.DIMENSION;
    private static final Duration PATIENCE = Duration.ofSeconds(50);

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
    void a_text_whose_vector_cannot_be_saved_is_left_to_words_and_the_others_are_embedded() {
        float[] noNumbers = new float[DIMENSION];
        noNumbers[3] = Float.NaN;
        for (float[] wrong : List.of(noNumbers, new float[DIMENSION], new float[]{1, 2})) {
            Namespace namespace = new Namespace("n" + Float.floatToIntBits(wrong[1]) + "-" + wrong.length
                    + Float.isNaN(wrong[Math.min(3, wrong.length - 1)]));
            Indexing indexing = start(open.backlog(), new ScriptedModel(MODEL, DIMENSION,
                    text -> text.contains("bad") ? wrong : ScriptedModel.vector(text, DIMENSION)));
            Memories memories = memories(indexing);

            Memories.Indexed indexed = memories.rememberIndexed(namespace,
                    List.of(text("good one"), text("bad one"), text("good two")), PATIENCE);

            assertThat(indexed.indexed()).isFalse();
            assertThat(open.backlog().withoutVectors(namespace, ids(indexed.receipts()), MODEL))
                    .containsExactly(ids(indexed.receipts()).get(1));
            assertThat(indexing.failed()).isEqualTo(1);
            assertThat(memories.rememberIndexed(namespace, List.of(text("good three")), PATIENCE).indexed()).isTrue();
            end(indexing);
            open.memories().delete(namespace, ids(indexed.receipts()).get(1));
        }
    }

    @Test
    void a_failed_search_for_near_duplicates_is_said_and_no_failed_save() {
        EmbeddingBacklog failing =
                failing("linkSimilar", new IllegalStateException("no index"), new AtomicBoolean(true));
        Indexing indexing = start(failing, ScriptedModel.usual(MODEL, DIMENSION));

        assertThat(memories(indexing).rememberIndexed(TEAM, List.of(text("tea")), PATIENCE).indexed()).isTrue();

        await(() -> indexing.trouble() != null);
        assertThat(indexing.trouble()).contains("no index");
        assertThat(indexing.failed()).isZero();
    }

    @Test
    void an_error_on_its_threads_is_said_at_once_and_survived() {
        for (String where : List.of("pending", "save")) {
            AtomicBoolean failing = new AtomicBoolean(true);
            Indexing indexing = start(failing(where, new OutOfMemoryError("in a test"), failing),
                    ScriptedModel.usual(MODEL, DIMENSION));
            Memories memories = memories(indexing);
            memories.remember(TEAM, List.of(text("tea " + where)));
            await(() -> indexing.trouble() != null);
            assertThat(indexing.trouble()).contains("in a test");

            failing.set(false);

            assertThat(memories.rememberIndexed(TEAM, List.of(text("milk " + where)), PATIENCE).indexed()).isTrue();
            assertThat(indexing.trouble()).isNull();
            end(indexing);
        }
    }

    @Test
    void a_small_memory_does_not_wait_for_a_backlog_elsewhere_or_a_long_text_beside_it() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        ScriptedModel model = new ScriptedModel(MODEL, DIMENSION, text -> {
            begun.countDown();
            // what a passage takes, or nearly
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            return ScriptedModel.vector(text, DIMENSION);
        });
        Indexing indexing = start(open.backlog(), model);
        Memories memories = memories(indexing);
        memories.remember(BUSY, IntStream.range(0, 200).mapToObj(i -> text(paragraphs("busy" + i, 40))).toList());
        memories.remember(TEAM, List.of(text(paragraphs("long", 400))));
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        int before = model.embedded().size();

        assertThat(memories.rememberIndexed(TEAM, List.of(text("small")), PATIENCE).indexed()).isTrue();

        // of some eight thousand passages
        assertThat(model.embedded().size() - before).isLessThan(1_500);
    }

    @Test
    void a_long_text_is_embedded_over_sessions_that_are_each_too_short_for_it() {
        int passages = 40;
        open.memories().add(TEAM, List.of(text(paragraphs("long", passages))));
        List<String> embedded = new ArrayList<>();

        int sessions = 0;
        while (open.backlog().pendingCount(MODEL) > 0) {
            // no more than some seven passages in the grace at its end
            ScriptedModel slow = new ScriptedModel(MODEL, DIMENSION, text -> {
                LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
                return ScriptedModel.vector(text, DIMENSION);
            });
            Indexing session = start(open.backlog(), slow);
            await(() -> !slow.embedded().isEmpty());
            end(session);
            embedded.addAll(slow.embedded());
            sessions++;
        }

        assertThat(sessions).isGreaterThan(2);
        assertThat(embedded).as("each once").hasSize(passages).doesNotHaveDuplicates();
    }

    @Test
    void what_is_kept_of_a_text_is_of_no_use_to_another_model_or_when_it_is_cut_otherwise() {
        Receipt stored = open.memories().add(TEAM, List.of(text(paragraphs("long", 5)))).getFirst();
        EmbeddingBacklog backlog = open.backlog();
        Pending pending = backlog.pending(MODEL, List.of(), 10).getFirst();
        byte[] tokens = new TokenVectors(new VectorQuantizer(DIMENSION), DotKernels.plain()).pack(List.of());
        float[] vector = ScriptedModel.vector("kept", DIMENSION);
        backlog.keep("another", List.of(new KeptPassage(pending, 0, 5, vector, tokens)));
        backlog.keep(MODEL, List.of(new KeptPassage(pending, 1, 6, vector, tokens)));
        assertThat(backlog.kept(MODEL, pending)).hasSize(1);

        ScriptedModel model = ScriptedModel.usual(MODEL, DIMENSION);
        Indexing indexing = start(backlog, model);
        await(() -> backlog.withoutVectors(TEAM, ids(List.of(stored)), MODEL).isEmpty());

        assertThat(model.embedded()).hasSize(5);
        assertThat(backlog.kept(MODEL, pending)).isEmpty();
        end(indexing);
    }

    @Test
    void what_a_short_session_wrote_is_embedded_at_its_end_while_the_model_is_there() {
        ScriptedModel model = ScriptedModel.usual(MODEL, DIMENSION);
        Indexing indexing = start(open.backlog(), model);
        Memories memories = memories(indexing);
        assertThat(memories.rememberIndexed(TEAM, List.of(text("first")), PATIENCE).indexed()).isTrue();

        memories.remember(TEAM, texts("last", 20));
        end(indexing);

        assertThat(open.backlog().pendingCount(MODEL)).isZero();
    }

    @Test
    void nobody_waits_for_vectors_that_no_model_will_make() {
        ModelHost missing = ScriptedModel.missing();
        running.add(missing);
        Indexing indexing = EmbeddingProcess.indexing(open.backlog(), missing, 1);
        running.add(indexing);
        indexing.start();

        // or else the test takes as long as the patience is
        assertThat(memories(indexing).rememberIndexed(TEAM, List.of(text("tea")), Duration.ofDays(1)).indexed())
                .isFalse();
    }

    @Test
    void of_two_processes_one_embeds_and_both_hear_of_it() {
        ScriptedModel here = ScriptedModel.usual(MODEL, DIMENSION);
        ScriptedModel there = ScriptedModel.usual(MODEL, DIMENSION);
        OpenStore other = OpenStore.at(folder.resolve("mimo.db"), Clock.systemUTC());
        running.add(other);
        Memories first = memories(start(open.backlog(), here));
        Memories second = new Memories(other.memories(), start(other.backlog(), there), guard(other),
                Clock.systemUTC(), new SimpleMeterRegistry());
        assertThat(first.rememberIndexed(TEAM, List.of(text("zero")), PATIENCE).indexed()).isTrue();

        for (int i = 0; i < 3; i++) {
            assertThat(second.rememberIndexed(TEAM, texts("second" + i, 20), PATIENCE).indexed()).isTrue();
            assertThat(first.rememberIndexed(TEAM, texts("first" + i, 20), PATIENCE).indexed()).isTrue();
        }

        assertThat(here.embedded().size() + there.embedded().size()).isEqualTo(121);
        assertThat(open.backlog().pendingCount(MODEL)).isZero();
    }

    @Test
    void two_models_in_use_do_not_replace_each_others_vectors() {
        Indexing first = start(open.backlog(), ScriptedModel.usual(MODEL, DIMENSION));
        assertThat(memories(first).rememberIndexed(TEAM, texts("tea", 5), PATIENCE).indexed()).isTrue();
        TestClock clock = new TestClock();
        try (OpenStore other = OpenStore.at(folder.resolve("mimo.db"), clock)) {
            assertThat(other.backlog().isWaiting("model@2")).as("one that has only begun").isFalse();
            clock.advance(Duration.ofMinutes(1));
            assertThat(other.backlog().isWaiting("model@2")).as("one beside the other").isFalse();
            assertThat(other.backlog().pending("model@2", List.of(), 10)).isEmpty();
            assertThat(other.backlog().pendingCount("model@2")).isEqualTo(5);
        }
    }

    @Test
    void a_model_replaces_the_vectors_of_another_that_no_process_uses_any_more() throws Exception {
        Process past = EmbeddingProcess.start(folder, "model@0");
        open.memories().add(TEAM, texts("tea", 5));
        await(() -> open.backlog().pendingCount("model@0") == 0);
        assertThat(EmbeddingProcess.end(past)).isEqualTo(5);
        TestClock clock = new TestClock();

        try (OpenStore other = OpenStore.at(folder.resolve("mimo.db"), clock)) {
            assertThat(other.backlog().isWaiting(MODEL)).as("one that has only begun").isFalse();
            clock.advance(Duration.ofSeconds(11));
            assertThat(other.backlog().isWaiting(MODEL)).isTrue();
            assertThat(other.backlog().pending(MODEL, List.of(), 10)).hasSize(5);
        }
    }

    @Test
    void three_processes_embed_a_backlog_once() throws Exception {
        for (int from = 0; from < 600; from += 100) {
            open.memories().add(TEAM, texts("batch " + from, 100));
        }
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(EmbeddingProcess.start(folder, MODEL));
        }
        await(() -> open.backlog().pendingCount(MODEL) == 0);

        int embedded = 0;
        for (Process process : processes) {
            embedded += EmbeddingProcess.end(process);
        }

        assertThat(embedded).isEqualTo(600);
    }

    @Test
    void who_waits_beside_a_process_that_embeds_hears_when_it_has() throws Exception {
        Process other = EmbeddingProcess.start(folder, MODEL);
        open.memories().add(TEAM, texts("before", 1));
        await(() -> open.backlog().pendingCount(MODEL) == 0);
        ScriptedModel model = ScriptedModel.usual(MODEL, DIMENSION);
        Memories memories = memories(start(open.backlog(), model));

        assertThat(memories.rememberIndexed(TEAM, texts("here", 3), PATIENCE).indexed()).isTrue();

        assertThat(model.embedded()).isEmpty();
        assertThat(EmbeddingProcess.end(other)).isEqualTo(4);
    }

    private Indexing start(EmbeddingBacklog backlog, ScriptedModel model) {
        ModelHost models = model.hosted();
        running.add(models);
        Indexing indexing = EmbeddingProcess.indexing(backlog, models, 1);
        running.add(indexing);
        indexing.start();
        return indexing;
    }

    private void end(Indexing indexing) {
        indexing.close();
        running.remove(indexing);
    }

    private Memories memories(Indexing indexing) {
        return new Memories(open.memories(), indexing, guard(open), Clock.systemUTC(), new SimpleMeterRegistry());
    }

    private static EchoGuard guard(OpenStore store) {
        return new EchoGuard(store.memories(), Clock.systemUTC(), Duration.ZERO);
    }

    /// The backlog, of which one method throws for a while.
    private EmbeddingBacklog failing(String method, Throwable failure, AtomicBoolean whether) {
        return (EmbeddingBacklog) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{EmbeddingBacklog.class}, (_, called, arguments) -> {
                    if (called.getName().equals(method) && whether.get()) {
                        throw failure;
                    }
                    try {
                        return called.invoke(open.backlog(), arguments);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                });
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private static NewMemory text(String text) {
        return NewMemory.of(Details.of(text));
    }

    private static List<NewMemory> texts(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> text(prefix + " " + i)).toList();
    }

    private static String paragraphs(String prefix, int count) {
        Function<Integer, String> paragraph = i -> prefix + " paragraph " + i;
        return IntStream.range(0, count).boxed().map(paragraph).collect(Collectors.joining("\n\n"));
    }

    private static List<MemoryId> ids(List<Receipt> receipts) {
        return receipts.stream().map(receipt -> new MemoryId(Objects.requireNonNull(receipt.id()))).toList();
    }
}
