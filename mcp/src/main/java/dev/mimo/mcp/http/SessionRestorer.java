package dev.mimo.mcp.http;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpSession;
import dev.mimo.mcp.server.RequestInfo;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes the engine's side of a session again by going through its handshake as the client once did. What the client
/// set later, its log level and subscriptions, is not in a session's id and begins anew.
final class SessionRestorer implements SessionRegistry.Maker {
    private static final List<String> LISTS = List.of("tools", "prompts", "resources");

    private final McpServer server;

    SessionRestorer(McpServer server) {
        this.server = server;
    }

    @Override
    public Made again(SessionIdCipher.Opened said, String caller) {
        ObjectNode params = Json.object().put("protocolVersion", said.revision().date());
        params.set("capabilities", said.capabilities());
        params.putObject("clientInfo").put("name", "returned").put("version", "");
        McpSession session = server.open();
        Message.Answer answer = server.begin(session,
                new Message.Request(new RequestId.Text("again"), McpMethods.INITIALIZE, params),
                new RequestInfo(caller, false), _ -> {}).complete();
        server.notified(session, new Message.Notification(McpMethods.INITIALIZED, Json.object()));
        return new Made(session, answer instanceof Message.Result(RequestId _, ObjectNode result)
                ? missed(result.path("capabilities"))
                : List.of());
    }

    /// Whatever changed while the session was not in memory, its client did not hear of.
    private static List<Message.Notification> missed(JsonNode capabilities) {
        List<Message.Notification> missed = new ArrayList<>();
        for (String list : LISTS) {
            if (capabilities.path(list).path("listChanged").asBoolean(false)) {
                missed.add(new Message.Notification("notifications/" + list + "/list_changed", Json.object()));
            }
        }
        return missed;
    }
}
