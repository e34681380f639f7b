package dev.mimo.tools;

import dev.mimo.gateway.ToolSource;
import dev.mimo.json.Json;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// `remember`, `recall` and `forget`, and the names that an earlier system of this name had for them.
public final class MemoryTools implements ToolSource {
    private final RememberTool remember;
    private final RecallTool recall;
    private final ForgetTool forget;

    public MemoryTools(MemoryConnection memory) {
        AnswerText text = new AnswerText(memory.clock());
        this.remember = new RememberTool(memory, text);
        this.recall = new RecallTool(memory, text);
        this.forget = new ForgetTool(memory, text);
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public List<ToolDefinition> tools() {
        return List.of(remember.definition(), recall.definition(), forget.definition());
    }

    @Override
    public List<ToolDefinition> unlisted() {
        ToolDefinition one = remember.definition();
        return List.of(one.named("mimo_store_memory"), one.named("store_fact"), searchVibes());
    }

    /// It has an argument of another name, so that its arguments are checked once they are renamed.
    private ToolDefinition searchVibes() {
        return recall.definition().named("search_vibes").taking(Json.object().put("type", "object"));
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments, CallContext context) throws InterruptedException {
        return switch (tool) {
            case "remember", "mimo_store_memory", "store_fact" -> remember.call(arguments);
            case "recall" -> recall.call(arguments);
            case "search_vibes" -> recall.call(renamed(arguments, "threshold", "min_score"));
            case "forget" -> forget.call(arguments);
            default -> throw new IllegalArgumentException("not one of these tools: " + tool);
        };
    }

    private static ObjectNode renamed(ObjectNode arguments, String from, String to) {
        ObjectNode changed = Json.object();
        arguments.properties().forEach(argument -> changed.set(
                argument.getKey().equals(from) ? to : argument.getKey(), argument.getValue()));
        return changed;
    }
}
