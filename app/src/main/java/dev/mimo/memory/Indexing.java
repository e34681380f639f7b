package dev.mimo.memory;

import dev.mimo.memory.EmbeddingBacklog.Embedded;
import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.models.EmbeddingModel;
import dev.mimo.models.ModelHost;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Embeds in the background what was stored without vectors, by whichever process.
///
/// The store is the queue: the oldest pending rows are taken again and again until none is left, so nothing is lost
/// when a process dies, no write ever waits for the model, and memory use is bounded by two batches. While the model
/// is broken, rows stay pending. One thread fetches; `threads` embed; saving a batch overlaps embedding the next.
public final class Indexing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);
    private static final int BATCH = 32;
    private static final int ATTEMPTS = 3;
    /// Another process may leave rows behind without a word to this one.
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration LULL = Duration.ofMillis(30);
    private static final Duration WRITES_FIRST = Duration.ofSeconds(1);

    private final EmbeddingBacklog backlog;
    private final ModelHost models;
    private final PassageEmbedder embedder;
    private final double nearDuplicateAt;
    private final Semaphore signal = new Semaphore(1);
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    /// Rows that failed, and how often; a text the model cannot take must not stop the others.
    private final Map<Long, Integer> failures = new HashMap<>();
    private final ExecutorService workers;
    private final ExecutorService saver = Executors.newSingleThreadExecutor(daemon("mimo-indexing-save"));
    private final Thread fetcher = Thread.ofPlatform().daemon().name("mimo-indexing").unstarted(this::run);
    private volatile boolean closed;
    /// Rows that waited when that was counted last, less those embedded since.
    private final AtomicLong pending = new AtomicLong();

    /// @param threads how many texts are embedded at once
    /// @param nearDuplicateAt cosine from which two memories are linked as similar
    public Indexing(EmbeddingBacklog backlog, ModelHost models, PassageEmbedder embedder, int threads,
            double nearDuplicateAt) {
        this.backlog = backlog;
        this.models = models;
        this.embedder = embedder;
        this.nearDuplicateAt = nearDuplicateAt;
        this.workers = Executors.newFixedThreadPool(threads, daemon("mimo-embedding"));
    }

    public void start() {
        fetcher.start();
    }

    /// Says that there may be something to embed; returns at once.
    public void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /// About how many rows wait for vectors of the model in use, be it loaded, broken or not yet asked for. Kept here,
    /// since who asks for health must not wait for a reader.
    public long pending() {
        return pending.get();
    }

    /// Watches which memories become findable by meaning from now on.
    Watch watch() {
        Watch watch = new Watch(watches);
        watches.add(watch);
        return watch;
    }

    Map<MemoryId, List<Receipt.Similar>> links(Namespace namespace, Collection<MemoryId> ids) {
        return backlog.links(namespace, ids);
    }

    private void run() {
        while (!closed) {
            try {
                if (signal.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    letWritesGoFirst();
                }
                pending.set(backlog.pendingCount(models.id()));
                drain();
            } catch (InterruptedException _) {
                return;
            } catch (RefusedException e) {
                LOG.debug("Embedding pauses: {}", e.getMessage());
            } catch (RuntimeException | ExecutionException e) {
                LOG.warn("Embedding in the background failed; it will be tried again.", e);
            }
        }
    }

    /// While writes keep coming, embedding would take the processors from them: it waits for a lull, within a limit,
    /// unless somebody waits for vectors.
    private void letWritesGoFirst() throws InterruptedException {
        long limit = System.nanoTime() + WRITES_FIRST.toNanos();
        do {
            signal.drainPermits();
        } while (watches.isEmpty() && System.nanoTime() < limit
                && signal.tryAcquire(LULL.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// Embeds until nothing is pending, or writes come again; at least one batch.
    private void drain() throws InterruptedException, ExecutionException {
        EmbeddingModel model = modelIfNeeded();
        if (model == null) {
            return;
        }
        long after = 0;
        Future<?> saving = CompletableFuture.completedFuture(true);
        Batch current = begin(model, after);
        while (!current.isEmpty()) {
            after = current.last();
            boolean goOn = !closed && (signal.availablePermits() == 0 || !watches.isEmpty());
            // begun before the current one ends, so that no worker stands idle while another does the last text
            Batch next = goOn ? begin(model, after) : Batch.NONE;
            List<Embedded> embedded = await(current);
            saving.get();
            saving = saver.submit(() -> save(model.id(), embedded));
            current = next;
        }
        saving.get();
    }

    /// Hands the next pending rows to the workers.
    private Batch begin(EmbeddingModel model, long after) {
        List<Pending> rows = backlog.pending(model.id(), after, BATCH);
        List<Pending> tried = rows.stream()
                .filter(pending -> failures.getOrDefault(pending.row(), 0) < ATTEMPTS).toList();
        List<Future<Embedded>> results =
                tried.stream().map(pending -> workers.submit(() -> embedder.embed(model, pending))).toList();
        return new Batch(rows, tried, results);
    }

    /// Rows that are being embedded.
    ///
    /// @param results aligned with `tried`
    private record Batch(List<Pending> rows, List<Pending> tried, List<Future<Embedded>> results) {
        static final Batch NONE = new Batch(List.of(), List.of(), List.of());

        boolean isEmpty() {
            return rows.isEmpty();
        }

        long last() {
            return rows.getLast().row();
        }
    }

    private @Nullable EmbeddingModel modelIfNeeded() {
        EmbeddingModel ready = models.ready();
        if (ready != null) {
            return ready;
        }
        return backlog.pending(models.id(), 0, 1).isEmpty() ? null : models.await(Duration.ofSeconds(60));
    }

    private List<Embedded> await(Batch batch) throws InterruptedException {
        List<Embedded> embedded = new ArrayList<>();
        for (int i = 0; i < batch.results().size(); i++) {
            try {
                embedded.add(batch.results().get(i).get());
            } catch (ExecutionException e) {
                failed(batch.tried().get(i), e);
            }
        }
        return embedded;
    }

    private void failed(Pending pending, ExecutionException e) {
        if (failures.size() < 10_000) {
            failures.merge(pending.row(), 1, Integer::sum);
        }
        LOG.warn("Memory {} could not be embedded; words still find it: {}", pending.id(),
                String.valueOf(e.getCause()));
    }

    /// Near-duplicates are linked for people to see, and never merged: a changed number or a swapped name leaves two
    /// texts as alike as a paraphrase does.
    private void save(String modelId, List<Embedded> embedded) {
        backlog.save(modelId, embedded);
        pending.updateAndGet(waiting -> Math.max(0, waiting - embedded.size()));
        backlog.linkSimilar(modelId, embedded, nearDuplicateAt);
        Set<MemoryId> ids = new HashSet<>();
        embedded.forEach(each -> ids.add(each.of().id()));
        watches.forEach(watch -> watch.add(ids));
    }

    @Override
    public void close() {
        closed = true;
        fetcher.interrupt();
        workers.shutdownNow();
        try {
            // a text that is being embedded is in native code, which the end of the process must not cut off
            boolean _ = workers.awaitTermination(5, TimeUnit.SECONDS);
            fetcher.join(Duration.ofSeconds(5));
            saver.shutdown();
            // what is embedded already is worth the moment it takes to save it
            if (!saver.awaitTermination(5, TimeUnit.SECONDS)) {
                saver.shutdownNow();
            }
        } catch (InterruptedException _) {
            saver.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory daemon(String name) {
        return Thread.ofPlatform().daemon().name(name)::unstarted;
    }

    /// Gathers the memories that were embedded during its life.
    static final class Watch implements AutoCloseable {
        private final Set<Watch> watches;
        // guards `seen`
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition more = lock.newCondition();
        private final Set<MemoryId> seen = new HashSet<>();

        Watch(Set<Watch> watches) {
            this.watches = watches;
        }

        /// Waits until all of them have been embedded.
        ///
        /// @return false when the patience ran out first
        boolean await(Collection<MemoryId> ids, Duration patience) {
            lock.lock();
            try {
                long left = patience.toNanos();
                while (!seen.containsAll(ids)) {
                    if (left <= 0) {
                        return false;
                    }
                    left = more.awaitNanos(left);
                }
                return true;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }

        private void add(Set<MemoryId> ids) {
            lock.lock();
            try {
                seen.addAll(ids);
                more.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
