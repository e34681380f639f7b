package dev.mimo.bench.mcp;

import dev.mimo.bench.kit.ChildProgram;
import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.NamedArguments;
import dev.mimo.bench.kit.NodeServer;
import dev.mimo.bench.kit.ScratchHome;
import dev.mimo.bench.kit.ServedChild;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// `bench mcp`: MCP over both doors against the official TypeScript servers, and what ten thousand sessions hold of
/// the heap.
///
/// A trivial call is `echo` on both sides: the server that shows everything the protocol has offers it, and Mimo's
/// engine gets it for this measurement. What a memory costs is measured against the official memory server: one
/// stored thing read by its name.
public final class McpBench {
    private static final Set<String> PARTS = new TreeSet<>(Set.of("stdio", "http", "sessions"));
    private static final Duration START = Duration.ofSeconds(30);
    private static final RepeatedRequest ECHO =
            RepeatedRequest.call("echo", "{\"message\":\"What is there to remember?\"}");
    private static final RepeatedRequest REMEMBER =
            RepeatedRequest.call("remember", "{\"content\":\"What is there to remember?\"}");
    private static final RepeatedRequest CREATE_ENTITIES = RepeatedRequest.call("create_entities", """
            {"entities":[{"name":"question","entityType":"fact","observations":["What is there to remember?"]}]}""");
    private static final RepeatedRequest OPEN_NODES = RepeatedRequest.call("open_nodes", "{\"names\":[\"question\"]}");

    private final NamedArguments arguments;
    private final Figures figures;

    private McpBench(NamedArguments arguments, Figures figures) {
        this.arguments = arguments;
        this.figures = figures;
    }

    /// `[--parts stdio,http,sessions] [--npm DIR] [--node node] [--rounds 7] [--seconds 2] [--warm-up 10]
    /// [--sessions 10000] [--session-idle 60]`: the folder is where npm installed the other servers; each round
    /// takes so many seconds for each figure of each program, the warm-up so many for each kind of request.
    public static void run(List<String> args, Figures figures) throws Exception {
        NamedArguments arguments =
                new NamedArguments(args, Set.of("--parts", "--npm", "--node", "--rounds", "--seconds",
                        "--warm-up", "--sessions", "--session-idle"));
        new McpBench(arguments, figures).run();
    }

    private void run() throws Exception {
        List<String> parts = List.of(arguments.get("--parts", String.join(",", PARTS)).split(",", -1));
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("--parts are any of " + String.join(",", PARTS));
        }
        if (parts.contains("stdio")) {
            stdio();
        }
        if (parts.contains("http")) {
            http();
        }
        if (parts.contains("sessions")) {
            SessionsHeap.measure(arguments.number("--sessions", 10_000),
                    Duration.ofSeconds(arguments.number("--session-idle", 60)), figures);
        }
    }

    private void stdio() throws Exception {
        try (ScratchHome scratch = new ScratchHome();
                StdioLink mimo = StdioLink.open(scratch.home(),
                        List.of(ChildProgram.launcher().toString(), "stdio"));
                StdioLink echo = StdioLink.open(scratch.home(), EchoServer.overStdio());
                StdioLink everything = StdioLink.open(scratch.home(), node("server-everything").command("stdio"));
                StdioLink memory = StdioLink.open(scratch.home(), node("server-memory").command())) {
            AlternatingRounds race = race("stdio");
            addCommon(race, new AlternatingRounds.Runner(mimo, mimo.program(), RepeatedRequest.PING),
                    new AlternatingRounds.Runner(everything, everything.program(), RepeatedRequest.PING),
                    new AlternatingRounds.Runner(echo, echo.program(), ECHO));
            RepeatedRequest recall = recall(mimo);
            checkDone(mimo.result(recall));
            checkDone(memory.result(CREATE_ENTITIES));
            race.add("tools/call that reads one memory", new AlternatingRounds.Runner(mimo, mimo.program(), recall),
                    new AlternatingRounds.Runner(memory, memory.program(), OPEN_NODES));
            race.run(Duration.ofSeconds(arguments.number("--warm-up", 10)));
        }
    }

    private void http() throws Exception {
        int echoPort = freePort();
        int nodePort = freePort();
        try (ScratchHome scratch = new ScratchHome();
                ServedChild served = ServedChild.start(scratch.home());
                ChildProgram echo = ChildProgram.startMute(scratch.home(), EchoServer.overHttp(echoPort), Map.of());
                ChildProgram node = ChildProgram.startMute(scratch.home(),
                        node("server-everything").command("streamableHttp"), Map.of("PORT", String.valueOf(nodePort)));
                HttpLink toMimo = HttpLink.open(served.address().resolve("/mcp"));
                HttpLink toEcho = await(echoPort, echo);
                HttpLink toNode = await(nodePort, node)) {
            AlternatingRounds race = race("HTTP");
            addCommon(race, new AlternatingRounds.Runner(toMimo, served.program(), RepeatedRequest.PING),
                    new AlternatingRounds.Runner(toNode, node, RepeatedRequest.PING),
                    new AlternatingRounds.Runner(toEcho, echo, ECHO));
            race.run(Duration.ofSeconds(arguments.number("--warm-up", 10)));
        }
    }

    private AlternatingRounds race(String how) {
        return new AlternatingRounds(how, arguments.number("--rounds", 7),
                Duration.ofSeconds(arguments.number("--seconds", 2)),
                figures);
    }

    private static void addCommon(AlternatingRounds race, AlternatingRounds.Runner mimo, AlternatingRounds.Runner node,
            AlternatingRounds.Runner echo)
            throws IOException {
        checkDone(echo.link().result(ECHO));
        checkDone(node.link().result(ECHO));
        race.add("ping", mimo, node);
        race.add("tools/list", mimo.asked(RepeatedRequest.LIST), node.asked(RepeatedRequest.LIST));
        race.add("trivial tools/call", echo, node.asked(ECHO));
    }

    private static RepeatedRequest recall(BenchSession mimo) throws IOException {
        String id = mimo.result(REMEMBER).at("/structuredContent/receipt/id").stringValue();
        return RepeatedRequest.call("recall", "{\"id\":\"" + id + "\"}");
    }

    private static void checkDone(JsonNode result) {
        if (result.path("isError").asBoolean(false)) {
            throw new IllegalStateException("the call failed: " + result);
        }
    }

    private NodeServer node(String server) throws IOException {
        NodeServer installed =
                NodeServer.installed(arguments.get("--npm", ""), server, arguments.get("--node", "node"));
        figures.text("the other server", installed.name());
        return installed;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static HttpLink await(int port, ChildProgram program) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + port + "/mcp");
        while (true) {
            try {
                return HttpLink.open(address);
            } catch (IOException e) {
                if (System.nanoTime() - program.startedAt() > START.toNanos() || !program.process().isAlive()) {
                    throw e;
                }
                Thread.sleep(10);
            }
        }
    }
}
