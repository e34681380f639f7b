package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.McpClientException.Refused;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.OutputValidator;
import dev.mimo.mcp.client.use.TaskState;
import dev.mimo.mcp.client.use.ToolList;
import dev.mimo.mcp.codec.ToolCodec;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The server's tools: listed, called, and their results checked against what the list promised. Safe for many threads.
final class ToolCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(ToolCatalog.class);

    private final ReconnectingConnection connection;
    private final ListPager listPager;
    private final InputRequiredLoop inputLoop;
    private final TaskFollower taskFollower;
    private final OutputValidator checker;
    /// As last listed; absent before that.
    private volatile @Nullable Map<String, Known> known;

    private record Known(ToolDefinition definition, MirroredArguments mirrored) {}

    ToolCatalog(ReconnectingConnection connection, ListPager listPager, InputRequiredLoop inputLoop,
            TaskFollower taskFollower,
            OutputValidator checker) {
        this.connection = connection;
        this.listPager = listPager;
        this.inputLoop = inputLoop;
        this.taskFollower = taskFollower;
        this.checker = checker;
    }

    ToolList list(CallOptions options) throws InterruptedException {
        Map<String, Known> found = new LinkedHashMap<>();
        List<ToolList.LeftOut> leftOut = new ArrayList<>();
        for (JsonNode node : listPager.all(McpMethods.TOOLS_LIST, "tools", options)) {
            try {
                Known tool = read(node);
                if (found.putIfAbsent(tool.definition().name(), tool) != null) {
                    throw McpClientException.broken("There is another tool of that name.");
                }
            } catch (McpClientException e) {
                String name = node.path("name").asString("");
                LOG.info("the tool '{}' of an MCP server is left out: {}", name, e.getMessage());
                leftOut.add(new ToolList.LeftOut(name, String.valueOf(e.getMessage())));
            }
        }
        known = found;
        return new ToolList(found.values().stream().map(Known::definition).toList(), leftOut);
    }

    private Known read(JsonNode node) {
        ToolDefinition definition = AnswerReader.read(ToolCodec::read, node);
        return new Known(definition, connection.last().isRequestByRequest()
                ? MirroredArguments.of(definition.inputSchema())
                : MirroredArguments.NONE);
    }

    ToolResult call(String name, ObjectNode arguments, CallOptions options) throws InterruptedException {
        try {
            return once(name, arguments, options);
        } catch (McpClientException e) {
            boolean headers = e.reason() instanceof Refused(RpcError error, var _)
                    && error.code() == RpcError.HEADER_MISMATCH;
            if (!headers) {
                throw e;
            }
            // the tool has changed since it was listed
            listPager.cache().drop(McpMethods.TOOLS_LIST);
            list(options);
            return once(name, arguments, options);
        }
    }

    private ToolResult once(String name, ObjectNode arguments, CallOptions options) throws InterruptedException {
        Known tool = find(name, options);
        ObjectNode params = Json.object().put("name", name);
        params.set("arguments", arguments);
        if (tool != null && tool.definition().tasks() == TaskSupport.REQUIRED && connection.get().hasRequestedTasks()) {
            return checked(AnswerReader.read(ToolCodec::readResult, taskFollower.request(params, options)), tool);
        }
        ObjectNode result = inputLoop.send(McpMethods.TOOLS_CALL, params, options,
                tool == null ? Map.of() : tool.mirrored().values(arguments)).result();
        if (result.path("resultType").asString("").equals("task")) {
            result = taskFollower.follow(TaskState.of(result), options);
        }
        return checked(AnswerReader.read(ToolCodec::readResult, result), tool);
    }

    /// Absent when it was not listed, or is not.
    private @Nullable Known find(String name, CallOptions options) throws InterruptedException {
        if (known == null && (connection.get().isRequestByRequest() || connection.get().hasRequestedTasks())) {
            // only the list says which arguments are to be in headers, and which tools can only be called as tasks
            list(options);
        }
        Map<String, Known> listed = known;
        return listed == null ? null : listed.get(name);
    }

    private ToolResult checked(ToolResult result, @Nullable Known tool) {
        JsonNode schema = tool == null ? null : tool.definition().outputSchema();
        if (schema == null || result.error()) {
            return result;
        }
        JsonNode structured = result.structured();
        if (structured == null) {
            throw McpClientException.broken("The tool promises structured content, and its result has none.");
        }
        List<String> problems = checker.problems(schema, structured);
        if (!problems.isEmpty()) {
            throw McpClientException.broken("The tool's result is not what its schema promises: "
                    + String.join("; ", problems) + ".");
        }
        return result;
    }
}
