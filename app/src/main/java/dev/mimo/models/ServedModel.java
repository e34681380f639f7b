package dev.mimo.models;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
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
    private final QueryCache cache;
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
        this.cache = new QueryCache(settings.queryCacheBytesMax());
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
        Embedding known = cache.get(text);
        if (known != null) {
            cached.increment();
            return known;
        }
        Embedding embedding = gate.query(() -> embed(queries, () -> model.query(text)));
        cache.put(text, embedding);
        return embedding;
    }

    @Override
    public Embedding passage(String text) {
        return gate.passage(() -> embed(passages, () -> model.passage(text)));
    }

    @Override
    public List<String> passages(String text) {
        return model.passages(text);
    }

    @Override
    public void close() {
        model.close();
    }

    private Embedding embed(Timer timer, Supplier<Embedding> work) {
        long start = System.nanoTime();
        try {
            Embedding embedding = work.get();
            timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            failuresInARow.set(0);
            return embedding;
        } catch (RuntimeException e) {
            failures.increment();
            String reason = "The embedding model " + id() + " failed: " + e.getMessage();
            if (failuresInARow.incrementAndGet() == settings.failuresMax()) {
                broken.accept(new Broke(this, reason));
            }
            throw new RefusedException(new Refusal.Unavailable(reason, ModelHost.REMEDY, settings.retryAfter()));
        }
    }
}
