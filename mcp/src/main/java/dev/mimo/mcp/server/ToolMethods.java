package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.codec.CacheHint;
import dev.mimo.mcp.codec.CursorPages;
import dev.mimo.mcp.codec.ToolCodec;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolProvider;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.mcp.schema.SchemaValidator;
import dev.mimo.mcp.schema.UnusableSchemaException;
import dev.mimo.mcp.server.task.DetachableCall;
import dev.mimo.mcp.server.task.TaskOptions;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `tools/list` and `tools/call`.
final class ToolMethods {
    private final ToolProvider tools;
    private final CallRunner calls;
    private final SchemaValidator schemas;
    private final McpServerSettings settings;
    private final Semaphore slots;

    ToolMethods(ToolProvider tools, CallRunner calls, SchemaValidator schemas, McpServerSettings settings) {
        this.tools = tools;
        this.calls = calls;
        this.schemas = schemas;
        this.settings = settings;
        this.slots = new Semaphore(settings.callsMax());
    }

    ObjectNode list(ObjectNode params, NegotiatedTerms terms) {
        ObjectNode page = CursorPages.of("tools", tools.list(), params, settings.pageSize(),
                tool -> ToolCodec.write(tool, terms.revision()));
        return CacheHint.PUBLIC.hint(page, terms.revision(), settings.listFresh());
    }

    /// @param detachables makes what carries a call that may become a task
    ObjectNode call(RequestExchange exchange, NegotiatedTerms terms, Supplier<DetachableCall> detachables)
            throws InterruptedException {
        ObjectNode params = exchange.request().params();
        ToolProvider.Tool tool = find(params.path("name"));
        ObjectNode arguments = withoutNulls(arguments(params.path("arguments")), tool.definition());
        if (isTask(tool.definition(), params, terms)) {
            return calls.run(exchange, terms, detachables, call -> behindHandle(tool, arguments, terms, call));
        }
        ToolResult refused = refused(tool.definition(), arguments, terms);
        if (refused != null) {
            return ToolCodec.write(refused, terms.revision());
        }
        CallRunner.Body body = call -> inSlot(tool, arguments, terms, call);
        return tool.definition().tasks() == TaskSupport.NEVER
                ? calls.run(exchange, terms, body)
                : calls.run(exchange, terms, detachables, body);
    }

    /// Whether the client asked for a task.
    ///
    /// @throws RpcException when the tool has no such calls, or no others
    private static boolean isTask(ToolDefinition tool, ObjectNode params, NegotiatedTerms terms) {
        if (!terms.revision().hasRequestedTasks()) {
            return false;
        }
        boolean asked = TaskOptions.areRequested(params, terms.revision());
        if (asked && tool.tasks() == TaskSupport.NEVER) {
            throw notThisWay("The tool " + tool.name() + " cannot be called as a task.");
        }
        if (!asked && tool.tasks() == TaskSupport.REQUIRED) {
            throw notThisWay("The tool " + tool.name() + " can only be called as a task.");
        }
        return asked;
    }

    private static RpcException notThisWay(String message) {
        return new RpcException(RpcError.of(RpcError.METHOD_NOT_FOUND, message));
    }

    /// Whatever comes of it is the task's result, also that the arguments are at fault.
    private ObjectNode behindHandle(ToolProvider.Tool tool, ObjectNode arguments, NegotiatedTerms terms,
            RequestCallContext call)
            throws InterruptedException {
        if (!call.becomeTask()) {
            throw RpcException.busy("Too many tasks are kept already: wait for one to end, then call again.");
        }
        ToolResult refused = refused(tool.definition(), arguments, terms);
        return refused == null ? run(tool, arguments, terms, call) : ToolCodec.write(refused, terms.revision());
    }

    private ToolProvider.Tool find(JsonNode name) {
        if (!name.isString()) {
            throw RpcException.invalidParams("'name' must be a string.");
        }
        ToolProvider.Tool tool = tools.find(name.stringValue());
        if (tool == null) {
            throw RpcException.invalidParams("Unknown tool: " + name.stringValue());
        }
        return tool;
    }

    private static ObjectNode arguments(JsonNode arguments) {
        if (arguments.isMissingNode() || arguments.isNull()) {
            return Json.object();
        }
        if (arguments instanceof ObjectNode object) {
            return object;
        }
        throw RpcException.invalidParams("'arguments' must be an object.");
    }

    /// Many clients send null for what they leave out; it counts as left out unless the schema mentions null.
    private static ObjectNode withoutNulls(ObjectNode arguments, ToolDefinition tool) {
        if (arguments.valueStream().noneMatch(JsonNode::isNull)) {
            return arguments;
        }
        ObjectNode kept = Json.object();
        JsonNode properties = tool.inputSchema().path("properties");
        arguments.properties().forEach(argument -> {
            String type = properties.path(argument.getKey()).path("type").asString("");
            boolean leftOut = argument.getValue().isNull() && !type.isEmpty() && !type.equals("null");
            if (!leftOut) {
                kept.set(argument.getKey(), argument.getValue());
            }
        });
        return kept;
    }

    /// What the call is answered with instead of being run; absent when it can be run.
    private @Nullable ToolResult refused(ToolDefinition tool, ObjectNode arguments, NegotiatedTerms terms) {
        if (terms.isStateless()) {
            terms.client().require(tool.needs(), terms.revision());
            if (tool.tasks() == TaskSupport.REQUIRED) {
                terms.client().requireTasks();
            }
        } else if (!terms.client().asks().containsAll(tool.needs())) {
            return ToolResult.failed("This tool asks the client things that it did not declare it can answer: "
                    + words(tool) + ".", "Use a client that can, or another tool.");
        }
        try {
            List<String> problems = schemas.problems(tool.inputSchema(), arguments);
            return problems.isEmpty()
                    ? null
                    : ToolResult.failed("The arguments do not fit the tool's input schema: "
                            + RpcError.shortened(String.join("; ", problems)) + ".",
                            "Correct them and call again. Nothing was done.");
        } catch (UnusableSchemaException e) {
            return ToolResult.failed("This tool cannot be called: its input schema cannot be used, since "
                    + e.getMessage() + ".", "Tell whoever offers the tool. Nothing was done.");
        }
    }

    private static String words(ToolDefinition tool) {
        return String.join(", ", tool.needs().stream().map(InputKind::word).sorted().toList());
    }

    private ObjectNode inSlot(ToolProvider.Tool tool, ObjectNode arguments, NegotiatedTerms terms,
            RequestCallContext call)
            throws InterruptedException {
        if (!slots.tryAcquire()) {
            return ToolCodec.write(ToolResult.failed("Too many tool calls are under way.",
                    "Wait for some of them to be answered, then send this one again."), terms.revision());
        }
        AtomicBoolean held = new AtomicBoolean(true);
        Runnable leave = () -> {
            if (held.compareAndSet(true, false)) {
                slots.release();
            }
        };
        // tasks have a bound of their own, and may wait for people
        call.onLeaving(leave);
        try {
            return run(tool, arguments, terms, call);
        } finally {
            leave.run();
        }
    }

    private ObjectNode run(ToolProvider.Tool tool, ObjectNode arguments, NegotiatedTerms terms, RequestCallContext call)
            throws InterruptedException {
        ToolResult result = tool.call().call(arguments, call);
        check(tool.definition(), result);
        return ToolCodec.write(result, terms.revision());
    }

    /// A result that its own schema does not allow is a bug, and is reported as one instead of being sent.
    private void check(ToolDefinition tool, ToolResult result) {
        if (tool.outputSchema() == null || result.error()) {
            return;
        }
        if (result.structured() == null) {
            throw new IllegalStateException("the tool " + tool.name() + " declares an output schema and gave no "
                    + "structured content");
        }
        List<String> problems = schemas.problems(tool.outputSchema(), result.structured());
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the result of the tool " + tool.name()
                    + " does not fit its output schema: " + String.join("; ", problems));
        }
    }
}
