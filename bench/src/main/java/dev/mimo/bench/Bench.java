package dev.mimo.bench;

import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.mcp.McpBench;
import dev.mimo.bench.mcp.ToolSearchBench;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The measurements' only main: the first argument names what to measure, the rest is for it. Prints one line a
/// figure, the machine first; exits with 2 when it does not know the name.
public final class Bench {
    private static final Map<String, Measurement> COMMANDS = new TreeMap<>(
            Map.of("mcp", McpBench::run, "memory", MemoryBench::run, "notes", NotesBench::run, "profile",
                    ProfileBench::run, "reasoning", ReasoningBench::run, "recall", RecallBench::run, "start",
                    StartBench::run, "tools", ToolSearchBench::run, "vector", VectorBench::run));

    private Bench() {}

    public static void main(String[] args) throws Exception {
        Measurement measurement = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (measurement == null) {
            System.err.println("Say what to measure: " + String.join(", ", COMMANDS.keySet()) + ".");
            System.exit(2);
            return;
        }
        Figures figures = new Figures(System.out);
        figures.machine();
        measurement.run(List.of(args).subList(1, args.length), figures);
    }

    /// One command of `./mimo bench`.
    @FunctionalInterface
    interface Measurement {
        void run(List<String> args, Figures figures) throws Exception;
    }
}
