package dev.mimo.mcp.examples;

import dev.mimo.json.Json;
import dev.mimo.mcp.client.McpClient;
import dev.mimo.mcp.client.stdio.StdioTransport;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ToolDefinition;

/// Starts the server whose command it is given, lists its tools, and calls one.
public final class GreetingClient {
    public static void main(String[] command) throws InterruptedException {
        ClientProfile self = ClientProfile.of("greeting-client", "1.0");
        CallOptions options = CallOptions.defaults();
        try (McpClient client = McpClient.connect(StdioTransport.of(command), self, ClientHandlers.NONE)) {
            for (ToolDefinition tool : client.listTools(options).tools()) {
                System.out.println(tool.name() + ": " + tool.description());
            }
            for (Content piece : client.callTool("greet", Json.object().put("name", "Ada"), options).content()) {
                if (piece instanceof Content.Text(String text, var _)) {
                    System.out.println(text);
                }
            }
        }
    }
}
