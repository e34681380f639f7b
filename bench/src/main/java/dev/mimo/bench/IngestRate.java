package dev.mimo.bench;

import dev.mimo.Mimo;
import dev.mimo.Settings;
import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.Ranking;
import dev.mimo.bench.kit.Scratch;
import dev.mimo.models.EmbeddingModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What storing, indexing and linking take from the model: texts a second of a bulk load until all of them can be
/// found by meaning, against those of the bare model with as many threads. Both take turns on the same texts, so
/// that other work on the machine slows both.
final class IngestRate {
    private static final int MODEL_THREADS = 2;
    private static final int ROUNDS = 7;
    private static final double SHARE_LEAST = 0.90;

    private final EmbeddingModel model;
    private final Figures figures;

    IngestRate(EmbeddingModel model, Figures figures) {
        this.model = model;
        this.figures = figures;
    }

    /// @param texts of one bulk load
    void measure(List<String> texts) throws Exception {
        double[] ofMimo = new double[ROUNDS];
        double[] ofModel = new double[ROUNDS];
        double[] share = new double[ROUNDS];
        try (Scratch scratch = new Scratch();
                Mimo mimo = Mimo.open(Settings.defaults(scratch.home()), Clock.systemUTC())) {
            remember(mimo, "warm-up", texts);
            embed(texts);
            for (int round = 0; round < ROUNDS; round++) {
                String namespace = "round-" + round;
                // in turns, as a machine that slows down or recovers favours one of the places
                if (round % 2 == 0) {
                    ofMimo[round] = rate(texts, () -> remember(mimo, namespace, texts));
                    ofModel[round] = rate(texts, () -> embed(texts));
                } else {
                    ofModel[round] = rate(texts, () -> embed(texts));
                    ofMimo[round] = rate(texts, () -> remember(mimo, namespace, texts));
                }
                share[round] = ofMimo[round] / ofModel[round];
            }
        }
        figures.figure("bulk ingest until findable by meaning, median", Ranking.median(ofMimo), "a second");
        figures.figure("the bare model, " + MODEL_THREADS + " threads, median", Ranking.median(ofModel), "a second");
        figures.text("their ratio in each round", Arrays.stream(share)
                .mapToObj(one -> String.format(Locale.ROOT, "%.3f", one)).collect(Collectors.joining(", ")));
        figures.figure("bulk ingest against the bare model, median of the rounds", Ranking.median(share), "times",
                SHARE_LEAST);
    }

    private static double rate(List<String> texts, Round round) throws Exception {
        long started = System.nanoTime();
        round.run();
        return texts.size() / ((System.nanoTime() - started) / 1e9);
    }

    private static void remember(Mimo mimo, String namespace, List<String> texts) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("wait", "indexed");
        request.put("namespace", namespace);
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
