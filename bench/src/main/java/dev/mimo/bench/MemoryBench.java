package dev.mimo.bench;

import dev.mimo.bench.kit.Arguments;
import dev.mimo.bench.kit.ChildProgram;
import dev.mimo.bench.kit.Figures;
import dev.mimo.models.EmbeddingModel;
import dev.mimo.models.EmbeddingSettings;
import dev.mimo.models.ModelHost;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// `bench memory`: how fast memories come back and go in, and how much room that takes.
final class MemoryBench {
    private static final Set<String> PARTS = new TreeSet<>(Set.of("recall", "remember", "ingest", "resident"));
    private static final Duration MODEL = Duration.ofSeconds(60);
    private static final int ROUNDS = 6;
    private static final int TEXTS_PER_ROUND = 500;

    private final Arguments arguments;
    private final Figures figures;

    private MemoryBench(Arguments arguments, Figures figures) {
        this.arguments = arguments;
        this.figures = figures;
    }

    /// `[--parts recall,remember,ingest,resident] [--sizes N,…] [--clients N] [--seconds S] [--dataset FILE]
    /// [--rss-memories N]`; every part has a store of its own that is thrown away.
    static void run(List<String> args, Figures figures) throws Exception {
        Arguments arguments = new Arguments(args,
                Set.of("--parts", "--sizes", "--clients", "--seconds", "--dataset", "--rss-memories"));
        new MemoryBench(arguments, figures).run();
    }

    private void run() throws Exception {
        List<String> parts = List.of(arguments.get("--parts", String.join(",", PARTS)).split(",", -1));
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("--parts are any of " + String.join(",", PARTS));
        }
        // first, because the machine is asked for nothing else then
        if (parts.contains("resident")) {
            ResidentMemory.measure(arguments.number("--rss-memories", 10_000), figures);
        }
        if (parts.contains("remember")) {
            RememberRate rate = new RememberRate(arguments.number("--clients", 16),
                    Duration.ofSeconds(arguments.number("--seconds", 10)), figures);
            rate.inProcess();
            rate.overHttp();
        }
        try (ModelHost host = ModelHost.of(EmbeddingSettings.defaults(), ChildProgram.dist(), Clock.systemUTC(),
                new SimpleMeterRegistry())) {
            EmbeddingModel model = host.await(MODEL);
            if (parts.contains("ingest")) {
                new IngestRate(model, figures).measure(rounds());
            }
            if (parts.contains("recall")) {
                for (String size : arguments.get("--sizes", "10000,100000,1000000").split(",", -1)) {
                    new RecallLatency(model, figures).measure(Integer.parseInt(size));
                }
            }
        }
    }

    private List<List<String>> rounds() throws Exception {
        List<String> texts = new ArrayList<>();
        String dataset = arguments.get("--dataset", "");
        if (dataset.isEmpty()) {
            texts.addAll(new SyntheticTexts(5).turns(ROUNDS * TEXTS_PER_ROUND));
        } else {
            for (Locomo.Conversation conversation : Locomo.read(Path.of(dataset)).conversations()) {
                conversation.turns().forEach(turn -> texts.add(turn.text()));
            }
        }
        int perRound = Math.min(TEXTS_PER_ROUND, texts.size() / ROUNDS);
        List<List<String>> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(texts.subList(round * perRound, (round + 1) * perRound));
        }
        return rounds;
    }
}
