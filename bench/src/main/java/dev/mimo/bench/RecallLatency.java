package dev.mimo.bench;

import dev.mimo.Mimo;
import dev.mimo.Settings;
import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.LatencySample;
import dev.mimo.bench.kit.ScratchHome;
import dev.mimo.models.EmbeddingModel;
import java.time.Clock;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How long one caller waits for the answer to a question, the question's embedding included, when a namespace
/// holds so many memories. No question is asked twice: the cache of questions answers none.
final class RecallLatency {
    private static final int WARM_UP = 300;
    private static final int QUESTIONS = 400;
    private static final int CENTRES = 200;
    private static final int HUNDRED_THOUSAND = 100_000;
    private static final int MILLION = 1_000_000;
    private static final double NORMAL_MOST = 14;
    private static final double NORMAL_P99_MOST = 40;
    private static final double HIGH_MOST = 60;
    private static final double MILLION_MOST = 50;

    private final EmbeddingModel model;
    private final Figures figures;
    private final SyntheticTexts texts = new SyntheticTexts(1);

    /// @param model of the same id as Mimo's, already warm
    RecallLatency(EmbeddingModel model, Figures figures) {
        this.model = model;
        this.figures = figures;
    }

    void measure(int memories) throws Exception {
        try (ScratchHome scratch = new ScratchHome()) {
            Settings settings = Settings.defaults(scratch.home());
            SyntheticVectors vectors = new SyntheticVectors(model, new SyntheticTexts(2).turns(CENTRES), 3);
            long started = System.nanoTime();
            new FilledStore(model, texts, vectors).fill(settings, memories);
            figures.figure(memories + " memories, filling the store", memories / seconds(started), "a second");
            try (Mimo mimo = Mimo.open(settings, Clock.systemUTC())) {
                started = System.nanoTime();
                ask(mimo, "normal", texts.question("Priya"));
                figures.figure(memories + " memories, first recall, index and model loaded", seconds(started), "s");
                recall(mimo, memories);
            }
        }
    }

    private void recall(Mimo mimo, int memories) {
        LatencySample normal = measure(question -> ask(mimo, "normal", question));
        figures.text(memories + " memories, normal effort", normal.toString());
        if (memories == HUNDRED_THOUSAND) {
            figures.atMost("  p50", normal.median(), "ms", NORMAL_MOST);
            figures.atMost("  p99", normal.percentile(0.99), "ms", NORMAL_P99_MOST);
        } else if (memories == MILLION) {
            figures.atMost("  p50", normal.median(), "ms", MILLION_MOST);
        }
        LatencySample high = measure(question -> ask(mimo, "high", question));
        figures.text(memories + " memories, high effort", high.toString());
        if (memories == HUNDRED_THOUSAND) {
            figures.atMost("  p50", high.median(), "ms", HIGH_MOST);
        }
        figures.text("  of this, the question's embedding", measure(model::query).toString());
    }

    private LatencySample measure(Consumer<String> call) {
        long[] nanoseconds = new long[QUESTIONS];
        for (int i = -WARM_UP; i < QUESTIONS; i++) {
            String question = texts.question(FilledStore.SPEAKERS.get(Math.floorMod(i, FilledStore.SPEAKERS.size())));
            long started = System.nanoTime();
            call.accept(question);
            if (i >= 0) {
                nanoseconds[i] = System.nanoTime() - started;
            }
        }
        return new LatencySample(nanoseconds);
    }

    private static void ask(Mimo mimo, String effort, String question) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("namespace", FilledStore.NAMESPACE.value()).put("query", question).put("effort", effort);
        ObjectNode answer = mimo.operations().recall().json(mimo.calls(), request);
        if (answer.has("degraded") && !answer.get("degraded").isEmpty()) {
            throw new IllegalStateException("answered without meaning: " + answer.get("degraded"));
        }
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
