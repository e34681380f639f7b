package dev.mimo.bench.mcp;

import dev.mimo.bench.Arguments;
import dev.mimo.bench.ChildProgram;
import dev.mimo.bench.Figures;
import dev.mimo.bench.Scratch;
import dev.mimo.bench.ServedChild;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `bench mcp`: MCP over both doors against the official TypeScript server that shows everything the protocol has,
/// and what ten thousand sessions hold of the heap.
///
/// A trivial call reads one stored memory by its id here, from the data file; there it is `echo`, which only says
/// back what it was told. Mimo has no tool that does as little. What the protocol costs without the work is told by
/// `ping`, and by a call that both refuse for its arguments.
public final class McpBench {
    private static final Set<String> PARTS = new TreeSet<>(Set.of("stdio", "http", "sessions"));
    private static final Duration START = Duration.ofSeconds(30);
    private static final Ask ECHO = Ask.call("echo", "{\"message\":\"What is there to remember?\"}");
    private static final Ask REMEMBER = Ask.call("remember", "{\"content\":\"What is there to remember?\"}");
    private static final String HOW_TO_GET_NODE_SERVER = "say --node-server PATH; "
            + "`npm install --prefix DIR @modelcontextprotocol/server-everything` puts it at "
            + "DIR/node_modules/@modelcontextprotocol/server-everything";

    private final Arguments arguments;
    private final Figures figures;

    private McpBench(Arguments arguments, Figures figures) {
        this.arguments = arguments;
        this.figures = figures;
    }

    /// `[--parts stdio,http,sessions] [--node-server PATH] [--node node] [--rounds 7] [--seconds 2]
    /// [--warm-up 10] [--sessions 10000] [--session-idle 60]`: the path is that of the installed package; each round
    /// takes so many seconds for each figure of each program, the warm-up so many for each kind of request.
    public static void run(List<String> args, Figures figures) throws Exception {
        Arguments arguments = new Arguments(args, Set.of("--parts", "--node-server", "--node", "--rounds",
                "--seconds", "--warm-up", "--sessions", "--session-idle"));
        new McpBench(arguments, figures).run();
    }

    private void run() throws Exception {
        List<String> parts = List.of(arguments.get("--parts", String.join(",", PARTS)).split(",", -1));
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("--parts are any of " + String.join(",", PARTS));
        }
        if (parts.contains("stdio") || parts.contains("http")) {
            figures.text("the other server", nodeServer() + " on node " + nodeVersion());
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
        List<String> mimo = List.of(ChildProgram.launcher().toString(), "stdio");
        try (Scratch scratch = new Scratch();
                StdioLink ours = StdioLink.open(scratch.home(), mimo);
                StdioLink theirs = StdioLink.open(scratch.home(), node("stdio"))) {
            race("stdio", new Race.Runner(ours, ours.program()), new Race.Runner(theirs, theirs.program()));
        }
    }

    private void http() throws Exception {
        int port = freePort();
        try (Scratch scratch = new Scratch();
                ServedChild served = ServedChild.start(scratch.home());
                ChildProgram node = ChildProgram.startMute(scratch.home(), node("streamableHttp"),
                        Map.of("PORT", String.valueOf(port)));
                HttpLink ours = HttpLink.open(served.address().resolve("/mcp"));
                HttpLink theirs = await(URI.create("http://127.0.0.1:" + port + "/mcp"), node)) {
            race("HTTP", new Race.Runner(ours, served.program()), new Race.Runner(theirs, node));
        }
    }

    private void race(String how, Race.Runner mimo, Race.Runner node) throws IOException {
        String id = mimo.link().result(REMEMBER).at("/structuredContent/receipt/id").stringValue();
        Ask recall = Ask.call("recall", "{\"id\":\"" + id + "\"}");
        checkDone(mimo.link().result(recall));
        checkDone(node.link().result(ECHO));
        Race race = new Race(how, mimo, node, arguments.number("--rounds", 7),
                Duration.ofSeconds(arguments.number("--seconds", 2)), figures);
        race.add("ping", Ask.PING, Ask.PING);
        race.add("tools/list", Ask.LIST, Ask.LIST);
        race.add("refused tools/call", Ask.call("recall", "{\"id\":1}"), Ask.call("echo", "{\"message\":1}"));
        race.add("tools/call", recall, ECHO);
        race.run(Duration.ofSeconds(arguments.number("--warm-up", 10)));
    }

    private static void checkDone(JsonNode result) {
        if (result.path("isError").asBoolean(false)) {
            throw new IllegalStateException("the call failed: " + result);
        }
    }

    private List<String> node(String transport) {
        return List.of(arguments.get("--node", "node"), main().toString(), transport);
    }

    private Path main() {
        Path main = Path.of(arguments.get("--node-server", ""), "dist", "index.js");
        if (!Files.isReadable(main.resolveSibling("transports").resolve("streamableHttp.js"))) {
            throw new IllegalArgumentException("there is no server-everything at " + main + "; "
                    + HOW_TO_GET_NODE_SERVER);
        }
        return main;
    }

    private String nodeServer() throws IOException {
        String manifest = Files.readString(main().resolveSibling("..").resolve("package.json"));
        return "server-everything " + JsonMapper.shared().readTree(manifest)
                .path("version").asString();
    }

    private String nodeVersion() throws IOException {
        Process process = new ProcessBuilder(arguments.get("--node", "node"), "--version").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// It says on standard error that it listens, which is thrown away.
    private static HttpLink await(URI address, ChildProgram program) throws Exception {
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
