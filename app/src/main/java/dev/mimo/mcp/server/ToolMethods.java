package dev.mimo.mcp.server;

import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.call.CallContext;
import dev.mimo.mcp.content.Content;
import dev.mimo.mcp.tool.ToolAnnotations;
import dev.mimo.mcp.tool.ToolDefinition;
import dev.mimo.mcp.tool.ToolResult;
import dev.mimo.mcp.tool.Tools;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `tools/list` and `tools/call`, in the words of each revision.
final class ToolMethods {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String CURSOR = "tools:";

    private final Tools tools;
    private final int pageSize;
    private final Semaphore slots;

    ToolMethods(Tools tools, McpServerSettings settings) {
        this.tools = tools;
        this.pageSize = settings.pageSize();
        this.slots = new Semaphore(settings.callsMax());
    }

    ObjectNode list(ObjectNode params, Revision revision) {
        List<ToolDefinition> all = tools.list();
        int from = offset(params.get("cursor"), all.size());
        int to = Math.min(all.size(), from + pageSize);
        ObjectNode result = NODES.objectNode();
        ArrayNode page = result.putArray("tools");
        all.subList(from, to).forEach(tool -> page.add(node(tool, revision)));
        if (to < all.size()) {
            result.put("nextCursor", cursor(to));
        }
        return result;
    }

    ObjectNode call(ObjectNode params, Revision revision, CallContext context) throws InterruptedException {
        JsonNode name = params.path("name");
        if (!name.isString()) {
            throw RpcException.invalidParams("'name' must be a string.");
        }
        JsonNode arguments = params.path("arguments");
        if (!arguments.isMissingNode() && !arguments.isObject()) {
            throw RpcException.invalidParams("'arguments' must be an object.");
        }
        Tools.Tool tool = tools.find(name.stringValue());
        if (tool == null) {
            throw RpcException.invalidParams("Unknown tool: " + name.stringValue());
        }
        if (!slots.tryAcquire()) {
            return node(ToolResult.failed("Too many tool calls are under way.",
                    "Wait for some of them to be answered, then send this one again."), revision);
        }
        try {
            ObjectNode given = arguments instanceof ObjectNode object ? object : NODES.objectNode();
            return node(tool.call().call(given, context), revision);
        } finally {
            slots.release();
        }
    }

    private static String cursor(int offset) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((CURSOR + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(@Nullable JsonNode cursor, int size) {
        if (cursor == null) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor.asString()), StandardCharsets.UTF_8);
            int offset = text.startsWith(CURSOR) ? Integer.parseInt(text.substring(CURSOR.length())) : -1;
            if (offset > 0 && offset <= size) {
                return offset;
            }
        } catch (IllegalArgumentException _) {
            // falls through to the same answer as any other text that no answer of ours held
        }
        throw RpcException.invalidParams("The cursor is not one that was given out; list again without it.");
    }

    private static ObjectNode node(ToolDefinition tool, Revision revision) {
        ObjectNode node = NODES.objectNode().put("name", tool.name());
        boolean structured = revision.compareTo(Revision.V2025_06_18) >= 0;
        if (structured) {
            node.put("title", tool.title());
        }
        node.put("description", tool.description());
        node.set("inputSchema", tool.inputSchema());
        if (structured && tool.outputSchema() != null) {
            node.set("outputSchema", tool.outputSchema());
        }
        if (revision.compareTo(Revision.V2025_03_26) >= 0) {
            node.set("annotations", node(tool.title(), tool.annotations()));
        }
        return node;
    }

    private static ObjectNode node(String title, ToolAnnotations annotations) {
        return NODES.objectNode().put("title", title)
                .put("readOnlyHint", annotations.readOnly())
                .put("destructiveHint", annotations.destructive())
                .put("idempotentHint", annotations.idempotent())
                .put("openWorldHint", annotations.openWorld());
    }

    private static ObjectNode node(ToolResult result, Revision revision) {
        ObjectNode node = NODES.objectNode();
        ArrayNode content = node.putArray("content");
        for (Content piece : result.content()) {
            switch (piece) {
                case Content.Text(String text, var _) -> content.addObject().put("type", "text").put("text", text);
                default -> throw new IllegalStateException("not encoded yet: " + piece);
            }
        }
        if (result.structured() != null && revision.compareTo(Revision.V2025_06_18) >= 0) {
            node.set("structuredContent", result.structured());
        }
        return node.put("isError", result.error());
    }
}
