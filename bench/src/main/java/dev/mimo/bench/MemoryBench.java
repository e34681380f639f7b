package dev.mimo.bench;

import dev.mimo.bench.kit.ChildProgram;
import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.NamedArguments;
import dev.mimo.models.EmbeddingModel;
import dev.mimo.models.EmbeddingSettings;
import dev.mimo.models.ModelHost;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// `bench memory`: how fast memories come back and go in, and how much room that takes.
final class MemoryBench {
    private static final Set<String> PARTS = new TreeSet<>(Set.of("recall", "remember", "ingest", "resident"));
    private static final Duration MODEL = Duration.ofSeconds(60);
    private static final int BULK = 3_000;

    private final NamedArguments arguments;
    private final Figures figures;

    private MemoryBench(NamedArguments arguments, Figures figures) {
        this.arguments = arguments;
        this.figures = figures;
    }

    /// `[--parts recall,remember,ingest,resident] [--sizes N,…] [--clients N] [--seconds S] [--dataset FILE]
    /// [--rss-memories N]`; every part has a store of its own that is thrown away.
    static void run(List<String> args, Figures figures) throws Exception {
        NamedArguments arguments = new NamedArguments(args,
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
                new IngestRate(model, figures).measure(bulk());
            }
            if (parts.contains("recall")) {
                for (String size : arguments.get("--sizes", "10000,100000,1000000").split(",", -1)) {
                    new RecallLatency(model, figures).measure(Integer.parseInt(size));
                }
            }
        }
    }

    private List<String> bulk() throws Exception {
        String dataset = arguments.get("--dataset", "");
        if (dataset.isEmpty()) {
            return new SyntheticTexts(5).turns(BULK);
        }
        return Locomo.read(Path.of(dataset)).conversations().stream()
                .flatMap(conversation -> conversation.turns().stream()).map(Locomo.Turn::text).toList();
    }
}
