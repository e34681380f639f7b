package dev.mimo.bench;

import dev.mimo.bench.kit.Figures;
import dev.mimo.vector.DotKernels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// `bench vector`: the kernels against a plain loop, and a scan of a million vectors against what the machine's
/// memory gives. Wants `--add-modules=jdk.incubator.vector -Xmx6g`; takes about two minutes.
final class VectorBench {
    private static final double TIMES_LEAST = 10;

    private VectorBench() {}

    static void run(List<String> args, Figures figures) throws Exception {
        if (!args.isEmpty()) {
            throw new IllegalArgumentException("bench vector takes no arguments.");
        }
        figures.text("kernels", DotKernels.best().name());
        dots(figures);
        new ScanBench(DotKernels.best(), figures).run();
    }

    private static void dots(Figures figures) throws RunnerException {
        Map<String, Double> fastest = new TreeMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                .include(DotBenchmark.class.getName())
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build()).run()) {
            Result<?> primary = result.getPrimaryResult();
            fastest.put(primary.getLabel(), primary.getStatistics().getMin());
        }
        compare("float32", "float", fastest, figures);
        compare("int8", "byte", fastest, figures);
    }

    private static void compare(String type, String prefix, Map<String, Double> fastest, Figures figures) {
        double loop = fastest.getOrDefault(prefix + "Loop", Double.NaN);
        fastest.forEach((name, nanoseconds) -> {
            if (name.startsWith(prefix)) {
                figures.figure("dot 384 " + type + ", " + name.substring(prefix.length()), nanoseconds, "ns");
            }
        });
        figures.figure("dot 384 " + type + ", block against loop",
                loop / fastest.getOrDefault(prefix + "BestBlock", Double.NaN), "times", TIMES_LEAST);
    }
}
