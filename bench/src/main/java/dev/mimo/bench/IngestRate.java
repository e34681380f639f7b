package dev.mimo.bench;

import dev.mimo.Mimo;
import dev.mimo.Settings;
import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.Ranking;
import dev.mimo.bench.kit.Scratch;
import dev.mimo.models.EmbeddingModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What storing, indexing and linking take from the model: texts a second of a bulk load until all of them can be
/// found by meaning, against those of the bare model with as many threads. Both take turns on the same texts, so
/// that other work on the machine slows both.
final class IngestRate {
    private static final int MODEL_THREADS = 2;
    private static final double SHARE_LEAST = 0.90;

    private final EmbeddingModel model;
    private final Figures figures;

    IngestRate(EmbeddingModel model, Figures figures) {
        this.model = model;
        this.figures = figures;
    }

    /// @param rounds the texts of each round; the first of each kind only warms up
    void measure(List<List<String>> rounds) throws Exception {
        List<Double> ofMimo = new ArrayList<>();
        List<Double> ofModel = new ArrayList<>();
        try (Scratch scratch = new Scratch();
                Mimo mimo = Mimo.open(Settings.defaults(scratch.home()), Clock.systemUTC())) {
            for (List<String> texts : rounds) {
                ofMimo.add(rate(texts, () -> remember(mimo, texts)));
                ofModel.add(rate(texts, () -> embed(texts)));
            }
        }
        double whole = Ranking.median(warm(ofMimo));
        double bare = Ranking.median(warm(ofModel));
        figures.figure("bulk ingest until findable by meaning, median", whole, "a second");
        figures.figure("the bare model, " + MODEL_THREADS + " threads, median", bare, "a second");
        figures.figure("bulk ingest against the bare model", whole / bare, "times", SHARE_LEAST);
    }

    private static double[] warm(List<Double> rates) {
        return rates.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
    }

    private static double rate(List<String> texts, Round round) throws Exception {
        long started = System.nanoTime();
        round.run();
        return texts.size() / ((System.nanoTime() - started) / 1e9);
    }

    private static void remember(Mimo mimo, List<String> texts) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("wait", "indexed");
        ArrayNode memories = request.putArray("memories");
        texts.forEach(text -> memories.addObject().put("content", text).put("session", "bulk"));
        if (!mimo.memory().rememberAll(request).path("indexed").asBoolean()) {
            throw new IllegalStateException("the memories could not be embedded in time");
        }
    }

    private void embed(List<String> texts) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(MODEL_THREADS)) {
            List<Future<?>> all = new ArrayList<>();
            for (String text : texts) {
                all.add(threads.submit(() -> model.passages(text).forEach(model::passage)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    @FunctionalInterface
    private interface Round {
        void run() throws Exception;
    }
}
