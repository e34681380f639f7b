package dev.mimo.tools;

import dev.mimo.json.Json;
import dev.mimo.mcp.model.ToolProvider.Tool;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// `remember`, `recall` and `forget`, and the names that an earlier system of this name had for them.
public final class MemoryTools {
    private MemoryTools() {}

    public static OwnTools of(MemoryConnection memory) {
        AnswerText text = new AnswerText(memory.clock());
        Tool remember = new RememberTool(memory, text).tool();
        Tool recall = new RecallTool(memory, text).tool();
        return new OwnTools(List.of(remember, recall, new ForgetTool(memory, text).tool()), List.of(
                new Tool(remember.definition().named("mimo_store_memory"), remember.call()),
                new Tool(remember.definition().named("store_fact"), remember.call()),
                new Tool(recall.definition().named("search_vibes"), (arguments, context) -> recall.call()
                        .call(renamed(arguments, "threshold", "min_score"), context))));
    }

    private static ObjectNode renamed(ObjectNode arguments, String from, String to) {
        ObjectNode changed = Json.object();
        arguments.properties().forEach(argument -> changed.set(
                argument.getKey().equals(from) ? to : argument.getKey(), argument.getValue()));
        return changed;
    }
}
