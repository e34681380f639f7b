package dev.mimo.bench.mcp;

import dev.mimo.Settings;
import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.NamedArguments;
import dev.mimo.bench.kit.ScratchHome;
import dev.mimo.gateway.GatewaySettings;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.gateway.ToolSource;
import dev.mimo.gateway.search.ToolSearch;
import dev.mimo.gateway.search.ToolSearch.FoundTools;
import dev.mimo.gateway.search.UsedRequests;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.models.ModelHost;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.VectorQuantizer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Whether the right tool is among the first five of many, and how long that takes: on a folder as MetaTool has it,
/// `plugin_des.json` (descriptions by name) and `queries.csv` (a request and its tool a line). Half of the tools were
/// used to choose how tools are searched; the other half says how good that is.
public final class ToolSearchBench {
    private static final int FIRST = 5;
    private static final int LATENCY_QUESTIONS = 300;
    private static final String SKILL = "many";

    private final ModelHost models;
    private final Path home;
    private final Figures figures;

    private ToolSearchBench(ModelHost models, Path home, Figures figures) {
        this.models = models;
        this.home = home;
        this.figures = figures;
    }

    private record Asked(String request, String tool) {}

    /// `--dataset FOLDER [--requests N] [--tools N,N]`
    public static void run(List<String> args, Figures figures) throws Exception {
        NamedArguments arguments = new NamedArguments(args, Set.of("--dataset", "--requests", "--tools"));
        Path folder = Path.of(arguments.get("--dataset", "metatool"));
        Map<String, String> tools = tools(folder);
        List<Asked> asked = asked(folder, tools, Integer.parseInt(arguments.get("--requests", "2500")));
        Path dist = Path.of(String.valueOf(System.getProperty("mimo.dist")));
        try (ScratchHome scratch = new ScratchHome();
                ModelHost models = ModelHost.of(Settings.defaults(scratch.home()).embedding(), dist, Clock.systemUTC(),
                        new SimpleMeterRegistry())) {
            models.await(Duration.ofMinutes(1));
            ToolSearchBench bench = new ToolSearchBench(models, scratch.home(), figures);
            bench.quality(tools, asked);
            for (String count : arguments.get("--tools", "1000,10000").split(",", -1)) {
                bench.latency(more(tools, Integer.parseInt(count)), asked);
            }
        }
    }

    private static Map<String, String> tools(Path folder) throws IOException {
        Map<String, String> tools = new LinkedHashMap<>();
        Json.parseObject(Files.readAllBytes(folder.resolve("plugin_des.json")), JsonLimits.defaults())
                .properties().forEach(each -> tools.put(name(each.getKey()), each.getValue().asString("")));
        return tools;
    }

    private static String name(String written) {
        return written.replaceAll("[^A-Za-z0-9_.-]", "_");
    }

    private static List<Asked> asked(Path folder, Map<String, String> tools, int count) throws IOException {
        List<Asked> all = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("queries.csv"))) {
            int comma = line.lastIndexOf(',');
            String tool = comma < 0 ? "" : name(line.substring(comma + 1).strip());
            if (tools.containsKey(tool)) {
                all.add(new Asked(line.substring(0, comma).replaceAll("^\"|\"$", "").replace("\"\"", "\""), tool));
            }
        }
        Collections.shuffle(all, new Random(7));
        return all.subList(0, Math.min(count, all.size()));
    }

    private void quality(Map<String, String> tools, List<Asked> asked) throws InterruptedException {
        try (ToolSearch search = ready(tools)) {
            int[] counts = new int[2];
            int[] firsts = new int[2];
            int[] fives = new int[2];
            for (Asked each : asked) {
                int half = each.tool().chars().sum() / 2 % 2;
                List<String> found = names(search.find(each.request(), FIRST));
                counts[half]++;
                firsts[half] += !found.isEmpty() && found.getFirst().equals(each.tool()) ? 1 : 0;
                fives[half] += found.contains(each.tool()) ? 1 : 0;
            }
            figures.text("tools, requests", tools.size() + ", " + asked.size());
            figures.figure("right tool first, half used for tuning", share(firsts[0], counts[0]), "%");
            figures.figure("right tool first, other half", share(firsts[1], counts[1]), "%");
            figures.figure("among the first 5, half used for tuning", share(fives[0], counts[0]), "%");
            figures.figure("among the first 5, other half", share(fives[1], counts[1]), "%", 80);
            figures.figure("among the first 5, all", share(fives[0] + fives[1], counts[0] + counts[1]), "%");
        }
    }

    private static double share(int part, int whole) {
        return 100.0 * part / Math.max(1, whole);
    }

    private void latency(Map<String, String> tools, List<Asked> asked) throws InterruptedException {
        long began = System.nanoTime();
        try (ToolSearch search = ready(tools)) {
            figures.figure(tools.size() + " tools, until they are found by meaning", seconds(began), "s");
            long[] took = new long[Math.min(LATENCY_QUESTIONS, asked.size())];
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < took.length; i++) {
                    // words that make it another request each time, so that no vector is kept
                    String request = asked.get(i).request() + (round == 0 ? " please" : " now");
                    long start = System.nanoTime();
                    search.find(request, 10);
                    took[i] = System.nanoTime() - start;
                }
            }
            Arrays.sort(took);
            figures.figure(tools.size() + " tools, a search, median", took[took.length / 2] / 1e6, "ms");
            figures.atMost(tools.size() + " tools, a search, 99th percentile", took[took.length * 99 / 100] / 1e6, "ms",
                    tools.size() <= 1000 ? 25 : 60);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private ToolSearch ready(Map<String, String> tools) throws InterruptedException {
        ToolRegistry registry = new ToolRegistry(new GatewaySettings(tools.size()));
        registry.register(new Described(tools));
        VectorQuantizer quantizer = new VectorQuantizer(models.dimension());
        ToolSearch search = new ToolSearch(() -> registry, new UsedRequests(home.resolve("requests.jsonl")), models,
                () -> quantizer, DotKernels.best());
        while (search.find("anything", 1).byWords()) {
            Thread.sleep(20);
        }
        return search;
    }

    /// The tools again and again, each time with other names and a word more.
    private static Map<String, String> more(Map<String, String> tools, int count) {
        Map<String, String> more = new LinkedHashMap<>();
        for (int round = 0; more.size() < count; round++) {
            for (Map.Entry<String, String> each : tools.entrySet()) {
                if (more.size() < count) {
                    more.put(each.getKey() + "_" + round, each.getValue() + " Edition " + round + ".");
                }
            }
        }
        return more;
    }

    private static List<String> names(FoundTools found) {
        return found.tools().stream().map(each -> each.tool().ownName()).toList();
    }

    private record Described(Map<String, String> what) implements ToolSource {
        @Override
        public String name() {
            return SKILL;
        }

        @Override
        public List<ToolDefinition> tools() {
            return what.entrySet().stream().map(each -> new ToolDefinition(each.getKey(), each.getKey(),
                    each.getValue(), Json.object().put("type", "object"), null,
                    new ToolAnnotations(true, false, true, false))).toList();
        }

        @Override
        public ToolResult call(String tool, ObjectNode arguments, CallContext context) {
            return ToolResult.text(tool);
        }
    }
}
