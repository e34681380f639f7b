package dev.mimo.bench;

import dev.mimo.bench.kit.ChildProgram;
import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.LatencySample;
import dev.mimo.bench.kit.NamedArguments;
import dev.mimo.bench.kit.NodeServer;
import dev.mimo.bench.kit.RankingMeasures;
import dev.mimo.bench.kit.ScratchHome;
import dev.mimo.bench.kit.ServedChild;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `bench start`: from the start of a process to its first answer, as an agent sees it that starts its memory
/// server. Mimo and the official memory server take turns, each on an empty home.
final class StartBench {
    private static final double RATIO_MOST = 0.7;
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}
            """;

    private StartBench() {}

    /// `[--runs 10] [--npm DIR] [--node node]`: the folder is where npm installed the official memory server.
    static void run(List<String> args, Figures figures) throws Exception {
        NamedArguments arguments = new NamedArguments(args, Set.of("--runs", "--npm", "--node"));
        int runs = arguments.number("--runs", 10);
        List<String> mimo = List.of(ChildProgram.launcher().toString(), "stdio");
        NodeServer other = arguments.get("--npm", "").isEmpty()
                ? null
                : NodeServer.installed(arguments.get("--npm", ""), "server-memory", arguments.get("--node", "node"));

        List<Answered> ofMimo = new ArrayList<>();
        List<Answered> ofNode = new ArrayList<>();
        long[] ofServe = new long[runs];
        // the first start of each fills the machine's file cache and is not counted
        for (int run = -1; run < runs; run++) {
            keep(run, ofMimo, initialize(mimo));
            if (other != null) {
                keep(run, ofNode, initialize(other.command()));
            }
            long alive = serve();
            if (run >= 0) {
                ofServe[run] = alive;
            }
        }
        report("mimo stdio", ofMimo, figures);
        if (other == null) {
            figures.text("the official memory server", "say --npm DIR to compare with it, after "
                    + "`npm install --prefix DIR @modelcontextprotocol/server-memory`");
        } else {
            report(other.name(), ofNode, figures);
            figures.atMost("mimo stdio against it", latencies(ofMimo).median() / latencies(ofNode).median(), "times",
                    RATIO_MOST);
        }
        figures.text("mimo serve, start to first /health/live", new LatencySample(ofServe).toString());
    }

    /// @param nanoseconds from before the start to the end of the answer's line
    private record Answered(long nanoseconds, double residentMebibytes) {}

    private static void keep(int run, List<Answered> all, Answered one) {
        if (run >= 0) {
            all.add(one);
        }
    }

    private static Answered initialize(List<String> command) throws Exception {
        try (ScratchHome scratch = new ScratchHome();
                ChildProgram program = ChildProgram.start(scratch.home(), command)) {
            program.process().getOutputStream().write(INITIALIZE.getBytes(StandardCharsets.UTF_8));
            program.process().getOutputStream().flush();
            String answer = line(program.process().getInputStream());
            long nanoseconds = System.nanoTime() - program.startedAt();
            if (!answer.contains("\"serverInfo\"")) {
                throw new IllegalStateException(String.join(" ", command) + " answered: " + answer);
            }
            return new Answered(nanoseconds, program.residentMebibytes());
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static long serve() throws Exception {
        try (ScratchHome scratch = new ScratchHome(); ServedChild served = ServedChild.start(scratch.home())) {
            return System.nanoTime() - served.program().startedAt();
        }
    }

    private static void report(String what, List<Answered> answers, Figures figures) {
        figures.text(what + ", start to first answer", latencies(answers).toString());
        figures.figure("  resident memory at that moment, median", RankingMeasures.median(
                answers.stream().mapToDouble(Answered::residentMebibytes).toArray()), "MiB");
    }

    private static LatencySample latencies(List<Answered> answers) {
        return new LatencySample(answers.stream().mapToLong(Answered::nanoseconds).toArray());
    }
}
