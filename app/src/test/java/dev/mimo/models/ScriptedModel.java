package dev.mimo.models;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// A model that gives the vectors it is told to, and remembers what it was asked for. Paragraphs are passages.
public final class ScriptedModel implements EmbeddingModel {
    private final String id;
    private final int dimension;
    private final Function<String, float[]> vectors;
    private final Queue<String> embedded = new ConcurrentLinkedQueue<>();

    public ScriptedModel(String id, int dimension, Function<String, float[]> vectors) {
        this.id = id;
        this.dimension = dimension;
        this.vectors = vectors;
    }

    /// One that tells texts apart.
    public static ScriptedModel usual(String id, int dimension) {
        return new ScriptedModel(id, dimension, text -> vector(text, dimension));
    }

    public static float[] vector(String text, int dimension) {
        float[] vector = new float[dimension];
        vector[Math.floorMod(text.hashCode(), dimension)] = 1;
        return vector;
    }

    /// Ready as soon as it is wanted.
    public ModelHost hosted() {
        return new ModelHost(new ModelHost.Expected(id, dimension), EmbeddingSettings.defaults(), () -> this,
                InstantSource.system(), new SimpleMeterRegistry());
    }

    /// One that cannot be loaded.
    public static ModelHost missing() {
        return new ModelHost(new ModelHost.Expected("missing", 1), EmbeddingSettings.defaults(), () -> {
            throw new BrokenModelException("it is missing");
        }, InstantSource.system(), new SimpleMeterRegistry());
    }

    /// The passages in the order in which they were embedded.
    public List<String> embedded() {
        return List.copyOf(embedded);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public Embedding query(String text) {
        return new Embedding(vectors.apply(text), List.of());
    }

    @Override
    public Embedding passage(String text) {
        float[] vector = vectors.apply(text);
        embedded.add(text);
        return new Embedding(vector, List.of());
    }

    @Override
    public List<String> passages(String text) {
        return List.of(text.split("\n\n"));
    }

    @Override
    public void close() {
        // holds nothing
    }
}
