package dev.mimo.mcp.examples;

import dev.mimo.json.Json;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolProvider;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.mcp.server.FaultReporter;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpServerSettings;
import dev.mimo.mcp.server.ServerFeatures;
import dev.mimo.mcp.server.ServerIdentity;
import dev.mimo.mcp.stdio.StdioServer;
import java.io.OutputStream;
import tools.jackson.databind.node.ObjectNode;

/// A server with one tool, which its client starts as a child process.
public final class GreetingServer {
    public static void main(String[] words) {
        // first of all: from here on, standard output is for the protocol alone
        OutputStream out = StdioServer.takeStandardOutput();
        ObjectNode input = Json.object().put("type", "object");
        input.putObject("properties").putObject("name").put("type", "string");
        input.putArray("required").add("name");
        ToolDefinition greet = new ToolDefinition("greet", "Greet", "Greets somebody by name.", input, null,
                new ToolAnnotations(true, false, true, false));
        ToolProvider tools = ToolProvider.of(new ToolProvider.Tool(greet,
                (arguments, call) -> ToolResult.text("Hello, " + arguments.path("name").stringValue() + "!")));
        McpServer server = new McpServer(new ServerIdentity("greeter", "Greeter", "1.0", "Greets people."),
                ServerFeatures.of(tools), McpServerSettings.defaults(), FaultReporter.logged());
        new StdioServer(System.in, out, server).run();
    }
}
