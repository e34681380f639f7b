package dev.mimo.models;

import dev.mimo.models.EndpointClient.UnreachableModelException;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.BoundedCache;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A loaded model as callers get it: timed, questions first, recent questions remembered, and failures turned into
/// refusals and counted.
final class ServedModel implements EmbeddingModel {
    private final EmbeddingModel model;
    private final EmbeddingSettings settings;
    private final QueriesFirst gate;
    /// The vectors of recent questions: the next page of an answer, and an agent that asks again, ask the same. By
    /// bytes, as a long question's token vectors take a hundred times those of a short one.
    private final BoundedCache<String, Embedding> cache;
    private final Consumer<Broke> broken;
    private final Timer queries;
    private final Timer passages;
    private final Counter cached;
    private final Counter failures;
    private final AtomicInteger failuresInARow = new AtomicInteger();

    /// That a model has failed too often in a row.
    record Broke(ServedModel model, String reason) {}

    /// @param broken told once, on the thread of the call that failed last
    ServedModel(EmbeddingModel model, EmbeddingSettings settings, MeterRegistry meters, Consumer<Broke> broken) {
        this.model = model;
        this.settings = settings;
        this.gate = new QueriesFirst(settings.passageWaitMax());
        this.cache = new BoundedCache<>(settings.queryCacheBytesMax(), ServedModel::bytes);
        this.broken = broken;
        this.queries = meters.timer("mimo.embedding", "kind", "query");
        this.passages = meters.timer("mimo.embedding", "kind", "passage");
        this.cached = meters.counter("mimo.embedding.cached");
        this.failures = meters.counter("mimo.embedding.failures");
    }

    @Override
    public String id() {
        return model.id();
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public Embedding query(String text) {
        Embedding known = cache.find(text);
        if (known != null) {
            cached.increment();
            return known;
        }
        Embedding embedding = gate.query(() -> embed(queries, () -> requireNumbers(model.query(text))));
        cache.put(text, embedding);
        return embedding;
    }

    @Override
    public Embedding passage(String text) {
        return gate.passage(() -> embed(passages, () -> model.passage(text)));
    }

    @Override
    public boolean reads(String text) {
        return model.reads(text);
    }

    @Override
    public CosineRange cosines() {
        return model.cosines();
    }

    @Override
    public int batchMax() {
        return model.batchMax();
    }

    @Override
    public List<Embedding> passageBatch(List<String> texts) {
        return gate.passage(() -> embed(passages, () -> model.passageBatch(texts)));
    }

    @Override
    public List<String> passages(String text) {
        return model.passages(text);
    }

    @Override
    public void close() {
        model.close();
    }

    private static long bytes(String text, Embedding embedding) {
        long numbers = (long) embedding.vector().length * (1 + embedding.tokens().size());
        return 4 * numbers + 2L * text.length() + 200;
    }

    /// Nothing can be compared with a vector that has no direction.
    private static Embedding requireNumbers(Embedding embedding) {
        double squares = 0;
        for (float each : embedding.vector()) {
            squares += (double) each * each;
        }
        if (!(squares > 0 && squares < Double.POSITIVE_INFINITY)) {
            throw new IllegalStateException("its vector of a question has no direction");
        }
        return embedding;
    }

    private <T> T embed(Timer timer, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            T embedding = work.get();
            timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            failuresInARow.set(0);
            return embedding;
        } catch (RuntimeException e) {
            failures.increment();
            String reason = "The embedding model " + id() + " failed: " + e.getMessage();
            boolean exhausted = e instanceof UnreachableModelException elsewhere && elsewhere.exhausted;
            if (failuresInARow.incrementAndGet() == settings.failuresMax() || exhausted) {
                broken.accept(new Broke(this, reason));
            }
            throw new RefusedException(new Refusal.Unavailable(reason, ModelHost.REMEDY, settings.retryAfter()));
        }
    }
}
