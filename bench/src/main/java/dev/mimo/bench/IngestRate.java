package dev.mimo.bench;

import dev.mimo.Mimo;
import dev.mimo.Settings;
import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.RankingMeasures;
import dev.mimo.bench.kit.ScratchHome;
import dev.mimo.models.EmbeddingModel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
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
        List<Round> rounds = new ArrayList<>();
        try (ScratchHome scratch = new ScratchHome();
                Mimo mimo = Mimo.open(Settings.defaults(scratch.home()), Clock.systemUTC())) {
            remember(mimo, "warm-up", texts);
            embed(texts);
            for (int round = 0; round < ROUNDS; round++) {
                String namespace = "round-" + round;
                Work whole = () -> remember(mimo, namespace, texts);
                // in turns, as a machine that slows down or recovers favours one of the places
                boolean mimoFirst = round % 2 == 0;
                Cost first = cost(texts, mimoFirst ? whole : () -> embed(texts));
                Cost second = cost(texts, mimoFirst ? () -> embed(texts) : whole);
                rounds.add(mimoFirst ? new Round(first, second) : new Round(second, first));
            }
        }
        figures.figure("bulk ingest until findable by meaning, median",
                median(rounds, round -> round.whole().perSecond()), "a second");
        figures.figure("the bare model, " + MODEL_THREADS + " threads, median",
                median(rounds, round -> round.bare().perSecond()), "a second");
        figures.text("their ratio in each round", rounds.stream()
                .map(round -> String.format(Locale.ROOT, "%.3f", round.share())).collect(Collectors.joining(", ")));
        figures.figure("processor time of the bare model against that of bulk ingest",
                median(rounds, round -> round.bare().processor() / round.whole().processor()), "times");
        figures.figure("bulk ingest against the bare model, median of the rounds", median(rounds, Round::share),
                "times", SHARE_LEAST);
    }

    private record Round(Cost whole, Cost bare) {
        double share() {
            return whole.perSecond / bare.perSecond;
        }
    }

    /// @param processor time of the whole process for a text, in seconds
    private record Cost(double perSecond, double processor) {}

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        return RankingMeasures.median(rounds.stream().mapToDouble(value).toArray());
    }

    private static Cost cost(List<String> texts, Work work) throws Exception {
        Duration before = processorTime();
        long started = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - started) / 1e9;
        return new Cost(texts.size() / seconds, processorTime().minus(before).toNanos() / 1e9 / texts.size());
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static void remember(Mimo mimo, String namespace, List<String> texts) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("wait", "indexed");
        request.put("namespace", namespace);
        ArrayNode memories = request.putArray("memories");
        texts.forEach(text -> memories.addObject().put("content", text).put("session", "bulk"));
        if (!mimo.operations().rememberAll().json(mimo.calls(), request).path("indexed").asBoolean()) {
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
    private interface Work {
        void run() throws Exception;
    }
}
