package dev.mimo.tools;

import dev.mimo.gateway.ToolSource;
import dev.mimo.json.Json;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolProvider.Tool;
import dev.mimo.mcp.model.ToolResult;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// `remember`, `recall`, `forget` and `facts`, and the names that an earlier system of this name had for them.
public final class MemoryTools implements ToolSource {
    private final List<Tool> listed;
    private final List<Tool> unlisted;

    public MemoryTools(MemoryConnection memory) {
        AnswerText text = new AnswerText(memory.clock());
        Tool remember = new RememberTool(memory, text).tool();
        Tool recall = new RecallTool(memory, text).tool();
        this.listed = List.of(remember, recall, new ForgetTool(memory, text).tool(), new FactsTool(memory).tool());
        this.unlisted = List.of(new Tool(remember.definition().named("mimo_store_memory"), remember.call()),
                new Tool(remember.definition().named("store_fact"), remember.call()),
                new Tool(recall.definition().named("search_vibes"),
                        (arguments, context) -> recall.call()
                                .call(renamed(arguments, "threshold", "min_score"), context)));
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public List<ToolDefinition> tools() {
        return listed.stream().map(Tool::definition).toList();
    }

    @Override
    public List<ToolDefinition> unlisted() {
        return unlisted.stream().map(Tool::definition).toList();
    }

    @Override
    public boolean checksArguments() {
        return true;
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments, CallContext context) throws InterruptedException {
        Tool called = Stream.concat(listed.stream(), unlisted.stream())
                .filter(each -> each.definition().name().equals(tool)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of these tools: " + tool));
        return called.call().call(arguments, context);
    }

    private static ObjectNode renamed(ObjectNode arguments, String from, String to) {
        ObjectNode changed = Json.object();
        arguments.properties().forEach(argument -> changed.set(
                argument.getKey().equals(from) ? to : argument.getKey(), argument.getValue()));
        return changed;
    }
}
