package dev.mimo.bench;

import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.LatencySample;
import dev.mimo.bench.kit.NamedArguments;
import dev.mimo.facts.reason.Materializer;
import dev.mimo.facts.reason.Rule;
import dev.mimo.facts.reason.RuleSet;
import dev.mimo.facts.reason.Statement;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.jena.graph.Graph;
import org.apache.jena.reasoner.InfGraph;
import org.apache.jena.reasoner.Reasoner;

/// `bench reasoning`: all consequences of [ChainsAndTrees], made anew and kept up to date, beside what Jena's reasoners
/// take for the same data in the same run.
final class ReasoningBench {
    private static final long SEED = 12;
    private static final int STATEMENTS_MAX = 10_000_000;
    private static final RuleSet RULES = RuleSet.of(List.of(new Rule.Transitive(ChainsAndTrees.SUBCLASS_OF),
            new Rule.Chain(List.of(ChainsAndTrees.IS_A, ChainsAndTrees.SUBCLASS_OF), ChainsAndTrees.IS_A)),
            ChainsAndTrees.IS_A);

    private ReasoningBench() {}

    /// `[--rounds N] [--changes N]`: of N rounds the median counts; one more comes before, to warm up.
    static void run(List<String> args, Figures figures) {
        NamedArguments arguments = new NamedArguments(args, Set.of("--rounds", "--changes"));
        ChainsAndTrees data = ChainsAndTrees.drawn(SEED);
        figures.text("triples", String.valueOf(data.statements().size()));
        compare(data, arguments.number("--rounds", 4), figures);
        change(data, arguments.number("--changes", 5000), figures);
    }

    private static void compare(ChainsAndTrees data, int rounds, Figures figures) {
        JenaReasoning.start();
        Map<String, Reasoner> theirs = new LinkedHashMap<>();
        theirs.put("Jena, RETE", JenaReasoning.rete());
        theirs.put("Jena, RDFS simple", JenaReasoning.rdfs());
        Map<String, List<Long>> nanos = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Reasoner> each : theirs.entrySet()) {
                Graph graph = JenaReasoning.graph(data.statements());
                long start = Stopwatches.THREADS.getCurrentThreadCpuTime();
                InfGraph inferred = JenaReasoning.materialized(each.getValue(), graph);
                long count = JenaReasoning.count(inferred);
                keep(nanos, each.getKey(), Stopwatches.THREADS.getCurrentThreadCpuTime() - start, round);
                if (round == 0) {
                    figures.text(each.getKey() + " holds", String.valueOf(count));
                }
            }
            Materializer materializer = new Materializer(RULES, STATEMENTS_MAX);
            long start = Stopwatches.THREADS.getCurrentThreadCpuTime();
            materializer.load(data);
            keep(nanos, "Mimo", Stopwatches.THREADS.getCurrentThreadCpuTime() - start, round);
            if (round == 0) {
                figures.text("Mimo holds", String.valueOf(materializer.size()));
            }
        }
        double ours = sample(nanos, "Mimo").median();
        figures.figure("Mimo, processor's time", ours, "ms");
        theirs.keySet().forEach(name -> figures.figure(name + " / Mimo", sample(nanos, name).median() / ours, "x",
                1));
    }

    private static void keep(Map<String, List<Long>> nanos, String name, long value, int round) {
        if (round > 0) {
            nanos.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
    }

    private static LatencySample sample(Map<String, List<Long>> nanos, String name) {
        return new LatencySample(nanos.getOrDefault(name, List.of()).stream().mapToLong(Long::longValue).toArray());
    }

    private static void change(ChainsAndTrees data, int changes, Figures figures) {
        Materializer materializer = new Materializer(RULES, STATEMENTS_MAX);
        materializer.load(data);
        int size = materializer.size();
        SplittableRandom random = new SplittableRandom(SEED);
        List<Statement> drawn = random.ints(changes, 0, data.statements().size())
                .mapToObj(data.statements()::get).toList();
        change(materializer, drawn, "any triple", figures);
        change(materializer, data.widest(), "an edge below a tree's root", figures);
        if (materializer.size() != size) {
            throw new IllegalStateException("held " + size + ", holds " + materializer.size());
        }
    }

    private static void change(Materializer materializer, List<Statement> statements, String what, Figures figures) {
        Stopwatches retractions = new Stopwatches(statements.size());
        Stopwatches inserts = new Stopwatches(statements.size());
        int most = 0;
        for (int i = 0; i < statements.size(); i++) {
            List<Statement> one = List.of(statements.get(i));
            retractions.start(i);
            most = Math.max(most, materializer.retract(one).removed().size());
            retractions.stop(i);
            inserts.start(i);
            materializer.insert(one);
            inserts.stop(i);
        }
        inserts.report("insert of " + what, 10, figures);
        retractions.report("retraction of " + what, 20, figures);
        figures.text("statements that it took, at most", String.valueOf(most));
    }

    /// Time that passed, and the processor's time: on a busy machine, a call that takes microseconds now and then waits
    /// its turn for several milliseconds.
    private record Stopwatches(long[] passed, long[] processor) {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        Stopwatches(int calls) {
            this(new long[calls], new long[calls]);
        }

        void start(int call) {
            processor[call] = THREADS.getCurrentThreadCpuTime();
            passed[call] = System.nanoTime();
        }

        void stop(int call) {
            passed[call] = System.nanoTime() - passed[call];
            processor[call] = THREADS.getCurrentThreadCpuTime() - processor[call];
        }

        void report(String what, double most, Figures figures) {
            LatencySample sample = new LatencySample(passed);
            figures.text(what, sample.toString());
            figures.text("  of the processor's time", new LatencySample(processor).toString());
            figures.atMost(what + ", p99", sample.percentile(0.99), "ms", most);
        }
    }
}
