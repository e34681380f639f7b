package dev.mimo.bench.mcp;

import dev.mimo.bench.kit.ChildProgram;
import dev.mimo.door.http.HttpServer;
import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.mcp.McpRoute;
import dev.mimo.door.mcp.MimoMcp;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.gateway.ToolSource;
import dev.mimo.mcp.http.McpHttp;
import dev.mimo.mcp.http.McpHttpSettings;
import dev.mimo.mcp.http.SessionStore;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.stdio.StdioServer;
import dev.mimo.mcp.stdio.StdioSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Mimo's doors, engine and registry with one tool that says back what it was told, in a process of its own. Its
/// arguments are checked by its schema, as everywhere.
public final class EchoServer {
    private EchoServer() {}

    static List<String> overStdio() throws IOException {
        return ChildProgram.java("stdio", EchoServer.class.getName());
    }

    static List<String> overHttp(int port) throws IOException {
        return ChildProgram.java("serve", EchoServer.class.getName(), String.valueOf(port));
    }

    /// @param arguments the port, or none for standard input and output
    public static void main(String[] arguments) throws InterruptedException {
        ToolRegistry registry = new ToolRegistry();
        registry.register(new Echo());
        McpServer server = MimoMcp.server("bench", registry);
        if (arguments.length == 0) {
            new StdioServer(System.in, StdioServer.takeStandardOutput(), server, StdioSettings.defaults(), () -> {})
                    .run();
            return;
        }
        McpHttp mcp = new McpHttp(server, McpHttpSettings.defaults(), Clock.systemUTC(), SessionStore.none());
        try (HttpServer _ = HttpServer.open(HttpSettings.defaults().withPort(Integer.parseInt(arguments[0])),
                McpRoute.at("/mcp", mcp), (_, _, _, _) -> {})) {
            new CountDownLatch(1).await();
        }
    }

    private record Echo() implements ToolSource {
        private static final String SCHEMA = """
                {"type":"object","properties":{"message":{"type":"string","description":"What to say back."}},
                 "required":["message"],"additionalProperties":false}""";

        @Override
        public String name() {
            return "";
        }

        @Override
        public List<ToolDefinition> tools() {
            return List.of(new ToolDefinition("echo", "Echo", "Says back what it was told.",
                    (ObjectNode) JsonMapper.shared().readTree(SCHEMA), null,
                    new ToolAnnotations(true, false, true, false)));
        }

        @Override
        public ToolResult call(String tool, ObjectNode arguments, CallContext context) {
            return new ToolResult(List.of(Content.text("Echo: " + arguments.path("message").stringValue())), null,
                    false);
        }
    }
}
