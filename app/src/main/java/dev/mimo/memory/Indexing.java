package dev.mimo.memory;

import dev.mimo.memory.EmbeddingBacklog.Embedded;
import dev.mimo.memory.EmbeddingBacklog.KeptPassage;
import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.memory.PassageEmbedder.Job;
import dev.mimo.models.EmbeddingModel;
import dev.mimo.models.EmbeddingModel.Embedding;
import dev.mimo.models.ModelHost;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Embeds in the background what was stored without vectors, by whichever process.
///
/// The store is the queue: pending rows are taken again and again until none is left, so nothing is lost when a process
/// dies, and no write ever waits for the model. Of the processes that have the store open, one embeds. While the model
/// is broken, rows stay pending. One thread fetches, `threads` embed, one saves. What fails is said in `trouble`, and
/// tried again; a text that fails again and again is left to words.
public final class Indexing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);
    /// Texts fetched or saved at once; as many again may be under way.
    private static final int BATCH = 32;
    /// What comes while so many texts are under way that none should be fetched: a few, for namespaces without any.
    private static final int BESIDES = 8;
    private static final int UNDER_WAY_MAX = 4 * BATCH;
    private static final int ATTEMPTS = 3;
    private static final int FAILED_MAX = 10_000;
    /// Another process may leave rows behind without a word to this one.
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LULL = Duration.ofMillis(30);
    private static final Duration WRITES_FIRST = Duration.ofSeconds(1);
    private static final Duration TURN_RENEWED = Duration.ofSeconds(2);
    /// What is embedded waits so long at most for more to be saved with it, unless somebody waits for it.
    private static final Duration SAVES_GATHERED = Duration.ofMillis(200);
    /// How long the end of a process waits for a model that is being loaded, as it must, and then for what is pending:
    /// sessions that are shorter than that would otherwise embed nothing, however many there are.
    private static final Duration LOADING_ENDS = Duration.ofSeconds(10);
    private static final Duration ENDING = Duration.ofMillis(400);

    private final EmbeddingBacklog backlog;
    private final ModelHost models;
    private final PassageEmbedder embedder;
    private final double nearDuplicateAt;
    private final Semaphore signal = new Semaphore(1);
    private final Set<IndexingWatch> watches = ConcurrentHashMap.newKeySet();
    private final EmbeddingQueue queue = new EmbeddingQueue();
    private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
    /// Rows that failed, and how often; a text the model cannot take must not stop the others.
    private final Map<Long, Integer> failures = new ConcurrentHashMap<>();
    private final ExecutorService workers;
    private final Thread saver = Thread.ofPlatform().daemon().name("mimo-indexing-save").unstarted(this::saveAll);
    private final Thread fetcher = Thread.ofPlatform().daemon().name("mimo-indexing").unstarted(this::fetchAll);
    private final int threads;
    private volatile @Nullable String trouble;
    private volatile boolean ending;
    private volatile boolean closed;
    /// No more can come to be saved.
    private volatile boolean allEmbedded;
    /// Rows that waited when that was counted last, less those embedded since.
    private final AtomicLong pending = new AtomicLong();

    /// What is to be saved, or that there is a hurry to.
    private sealed interface Finished {
        record Text(String modelId, Embedded embedded) implements Finished {}

        /// Of a long text, which is not lost then when the process ends before the text is embedded.
        record Part(String modelId, KeptPassage passage) implements Finished {}

        record Hurry() implements Finished {}
    }

    /// @param threads how many texts are embedded at once
    /// @param nearDuplicateAt cosine from which two memories are linked as similar
    public Indexing(EmbeddingBacklog backlog, ModelHost models, PassageEmbedder embedder, int threads,
            double nearDuplicateAt) {
        this.backlog = backlog;
        this.models = models;
        this.embedder = embedder;
        this.threads = threads;
        this.nearDuplicateAt = nearDuplicateAt;
        this.workers = Executors.newFixedThreadPool(threads,
                Thread.ofPlatform().daemon().name("mimo-embedding")::unstarted);
    }

    public void start() {
        fetcher.start();
        saver.start();
        for (int i = 0; i < threads; i++) {
            workers.execute(this::embedAll);
        }
    }

    /// Says that there may be something to embed; returns at once.
    public void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
        queue.nudge();
    }

    /// About how many rows wait for vectors of the model in use, be it loaded, broken or not yet asked for. Kept here,
    /// since who asks for health must not wait for a reader.
    public long pending() {
        return pending.get();
    }

    /// What went wrong last, absent once something was saved since.
    public @Nullable String trouble() {
        return trouble;
    }

    /// How many versions are left to words, as they could not be embedded or saved again and again.
    public long failed() {
        return failures.values().stream().filter(attempts -> attempts >= ATTEMPTS).count();
    }

    /// Watches which memories become findable by meaning from now on.
    public IndexingWatch watch() {
        IndexingWatch watch = new IndexingWatch(watches,
                (namespace, ids) -> backlog.withoutVectors(namespace, ids, models.id()),
                () -> !models.isBroken() || backlog.isTurnElsewhere());
        watches.add(watch);
        finished.add(new Finished.Hurry());
        return watch;
    }

    Map<MemoryId, List<Receipt.Similar>> links(Namespace namespace, Collection<MemoryId> ids) {
        return backlog.links(namespace, ids);
    }

    private void fetchAll() {
        while (!closed) {
            boolean last = ending;
            try {
                if (last || signal.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    letWritesGoFirst();
                }
                pending.set(backlog.pendingCount(models.id()));
                fetch();
            } catch (InterruptedException _) {
                return;
            } catch (RefusedException e) {
                LOG.debug("Embedding pauses: {}", e.getMessage());
            } catch (Throwable e) {
                troubled("Embedding in the background failed; it is tried again", e);
            }
            if (last) {
                return;
            }
        }
    }

    /// While writes keep coming, embedding would take the processors from them: it waits for a lull, within a limit,
    /// unless somebody waits for vectors.
    private void letWritesGoFirst() throws InterruptedException {
        long limit = System.nanoTime() + WRITES_FIRST.toNanos();
        do {
            signal.drainPermits();
        } while (watches.isEmpty() && !ending && System.nanoTime() < limit
                && signal.tryAcquire(LULL.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// Fetches until nothing is pending, or writes come again; at least once.
    private void fetch() throws InterruptedException {
        do {
            EmbeddingModel model = modelIfNeeded();
            if (model == null || !backlog.takeTurn(model.id()) || !fill(model)) {
                return;
            }
            // ends before the last of these does, so that no worker stands idle
            while (!ending && !queue.awaitRoom(BATCH, TURN_RENEWED)) {
                boolean _ = backlog.takeTurn(model.id());
            }
        } while (!ending && (signal.availablePermits() == 0 || !watches.isEmpty()));
    }

    /// The model, when there is something to embed for this process.
    private @Nullable EmbeddingModel modelIfNeeded() {
        if (!backlog.isWaiting(models.id()) || (ending && !models.isStarted())) {
            return null;
        }
        EmbeddingModel ready = models.ready();
        return ready == null ? models.await(Duration.ofSeconds(60)) : ready;
    }

    /// Embeds a few of what is pending here, although another process may be about to: somebody waits for them, and to
    /// embed a text twice costs time and nothing else.
    public void embedHere() {
        EmbeddingModel model = models.ready();
        if (model != null) {
            boolean _ = fill(model, BESIDES);
        }
    }

    /// @return whether more may be pending
    private boolean fill(EmbeddingModel model) {
        return fill(model, Math.clamp(2 * BATCH - queue.size(), BESIDES, BATCH));
    }

    private boolean fill(EmbeddingModel model, int limit) {
        if (queue.size() + limit > UNDER_WAY_MAX) {
            return true;
        }
        Set<Long> besides = new HashSet<>(queue.rows());
        failures.forEach((row, attempts) -> {
            if (attempts >= ATTEMPTS) {
                besides.add(row);
            }
        });
        List<Pending> rows = backlog.pending(model.id(), besides, limit);
        rows.forEach(row -> queue.add(embedder.begin(model, row, text -> backlog.kept(model.id(), text))));
        return !rows.isEmpty();
    }

    private void embedAll() {
        while (!closed) {
            try {
                EmbeddingModel ready = models.ready();
                int most = ready == null ? 1 : ready.batchMax();
                queue.take(most).stream().collect(Collectors.groupingBy(text -> text.job().model()))
                        .forEach((model, texts) -> embed(model, texts, most));
            } catch (InterruptedException _) {
                return;
            } catch (Throwable e) {
                troubled("Embedding failed", e);
            }
        }
    }

    /// The next passages of each of them, together.
    private void embed(EmbeddingModel model, List<EmbeddingQueue.Waiting> texts, int most) {
        List<List<String>> passages = texts.stream()
                .map(text -> text.job().next(Math.max(1, most / texts.size()))).toList();
        try {
            Iterator<Embedding> embeddings =
                    model.passageBatch(passages.stream().flatMap(List::stream).toList()).iterator();
            for (int i = 0; i < texts.size(); i++) {
                Job job = texts.get(i).job();
                for (String _ : passages.get(i)) {
                    take(job, embeddings.next());
                }
                if (passages.get(i).isEmpty()) {
                    // a text without any is done, too
                    finished.add(new Finished.Text(job.model().id(), job.embedded()));
                }
            }
        } catch (Throwable e) {
            if (texts.size() > 1 && !closed) {
                // one of them may be why
                texts.forEach(text -> embed(model, List.of(text), 1));
                return;
            }
            Job job = texts.getFirst().job();
            // a model that broke, or was closed, says nothing of the text
            if (!closed && Objects.equals(models.ready(), model)) {
                failed(job.of(), e);
            }
            queue.remove(job.of());
            return;
        }
        texts.stream().filter(text -> text.job().left() > 0).forEach(queue::putBack);
    }

    private void take(Job job, Embedding embedding) {
        KeptPassage passage = job.add(embedding);
        finished.add(job.left() == 0
                ? new Finished.Text(job.model().id(), job.embedded())
                : new Finished.Part(job.model().id(), passage));
    }

    private void failed(Pending pending, Throwable e) {
        int attempts = failures.getOrDefault(pending.row(), 0) + 1;
        if (attempts > 1 || failures.size() < FAILED_MAX) {
            failures.put(pending.row(), attempts);
        }
        if (attempts == ATTEMPTS) {
            watches.forEach(watch -> watch.gaveUp(pending.id()));
        }
        troubled("Memory " + pending.id() + " could not be embedded; words still find it", e);
    }

    private void saveAll() {
        while (!allEmbedded || !finished.isEmpty()) {
            List<Finished> some = new ArrayList<>();
            try {
                gather(some);
                keep(some);
                some.stream().mapMulti(Indexing::text).collect(Collectors.groupingBy(Finished.Text::modelId,
                        Collectors.mapping(Finished.Text::embedded, Collectors.toList()))).forEach(this::save);
            } catch (RefusedException e) {
                LOG.debug("Vectors wait to be saved: {}", e.getMessage());
            } catch (Throwable e) {
                troubled("Vectors were not saved; it is tried again", e);
            } finally {
                some.stream().mapMulti(Indexing::text).forEach(one -> queue.remove(one.embedded().of()));
            }
        }
    }

    private static void text(Finished one, Consumer<Finished.Text> to) {
        if (one instanceof Finished.Text text) {
            to.accept(text);
        }
    }

    /// Waits for something to save, and for what ends soon.
    private void gather(List<Finished> some) {
        try {
            Finished next = finished.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
            long until = System.nanoTime() + (watches.isEmpty() ? SAVES_GATHERED.toNanos() : 0);
            while (next != null) {
                some.add(next);
                boolean more = some.size() < BATCH && queue.size() > some.size() && !(next instanceof Finished.Hurry);
                next = more ? finished.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS) : null;
            }
        } catch (InterruptedException _) {
            // what is embedded already is worth the moment it takes to save it
            LOG.debug("Saving ends");
        }
    }

    /// Passages of texts that will be embedded to the end at a later time, perhaps by another process. Without them
    /// nothing is lost but time, so whatever hinders that hinders nothing else.
    private void keep(List<Finished> some) {
        Map<String, List<KeptPassage>> byModel = some.stream().<Finished.Part>mapMulti((one, to) -> {
            if (one instanceof Finished.Part part) {
                to.accept(part);
            }
        }).collect(Collectors.groupingBy(Finished.Part::modelId,
                Collectors.mapping(Finished.Part::passage, Collectors.toList())));
        try {
            byModel.forEach(backlog::keep);
        } catch (RuntimeException e) {
            LOG.debug("Passages of long texts were not kept: {}", e.toString());
        }
    }

    private void save(String modelId, List<Embedded> embedded) {
        List<Embedded> saved = saved(modelId, embedded);
        if (!saved.isEmpty()) {
            trouble = null;
            pending.updateAndGet(waiting -> Math.max(0, waiting - saved.size()));
            link(modelId, saved);
            Set<MemoryId> ids = saved.stream().map(each -> each.of().id()).collect(Collectors.toSet());
            watches.forEach(watch -> watch.embedded(ids));
        }
    }

    /// Saves all, or where one cannot be saved all others.
    private List<Embedded> saved(String modelId, List<Embedded> embedded) {
        try {
            backlog.save(modelId, embedded);
            return embedded;
        } catch (RefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (embedded.size() == 1) {
                failed(embedded.getFirst().of(), e);
                return List.of();
            }
            return embedded.stream().flatMap(one -> saved(modelId, List.of(one)).stream()).toList();
        }
    }

    /// Near-duplicates are linked for people to see, and never merged: a changed number or a swapped name leaves two
    /// texts as alike as a paraphrase does.
    private void link(String modelId, List<Embedded> saved) {
        try {
            backlog.linkSimilar(modelId, saved, nearDuplicateAt);
        } catch (RuntimeException e) {
            troubled("Near-duplicates of " + saved.size() + " memories were not looked for", e);
        }
    }

    private void troubled(String what, Throwable e) {
        trouble = what + ": " + e;
        LOG.warn("{}.", what, e);
    }

    /// Embeds what it can of what is pending, within a limit, when the model is there, or will be in a moment.
    private void finishWhatIsBegun() throws InterruptedException {
        if (!models.isStarted() || !fetcher.isAlive()) {
            return;
        }
        ending = true;
        wake();
        try {
            EmbeddingModel _ = models.await(LOADING_ENDS);
            // one look at what is pending, which is short
            boolean _ = fetcher.join(LOADING_ENDS);
            long until = System.nanoTime() + ENDING.toNanos();
            while (queue.size() > 0 && until - System.nanoTime() > 0) {
                boolean _ = queue.awaitRoom(0, Duration.ofNanos(until - System.nanoTime()));
            }
        } catch (RefusedException e) {
            LOG.debug("Nothing more is embedded: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            finishWhatIsBegun();
            ending = true;
            closed = true;
            queue.close();
            fetcher.interrupt();
            workers.shutdownNow();
            // a text that is being embedded is in native code, which the end of the process must not cut off
            boolean _ = workers.awaitTermination(5, TimeUnit.SECONDS);
            fetcher.join(Duration.ofSeconds(5));
            allEmbedded = true;
            // not interrupted, or what it saves just then would be lost
            finished.add(new Finished.Hurry());
            saver.join(Duration.ofSeconds(5));
            backlog.endTurn();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RefusedException e) {
            LOG.debug("Another process embeds a little later: {}", e.getMessage());
        }
    }
}
