package dev.mimo.gateway;

import dev.mimo.mcp.model.ToolDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one registration offers, under the names that callers use.
///
/// @param number tells it from every other; the later one has the greater
/// @param own the tools as the source told them
/// @param listed what of them is offered
/// @param callable by exposed name: the listed and the unlisted
record ToolOffer(long number, String name, ToolSource source, List<ToolDefinition> own, List<ToolDefinition> listed,
        Map<String, RegisteredTool> callable) {

    /// Asks the source, for as long as that takes. Of two tools with the same name the first counts.
    static ToolOffer of(long number, ToolSource source, int toolsMax) {
        String name = source.name();
        List<ToolDefinition> own = List.copyOf(source.tools());
        List<ToolDefinition> listed = new ArrayList<>();
        Map<String, RegisteredTool> callable = new HashMap<>();
        for (ToolDefinition tool : own) {
            RegisteredTool registered = registered(name, tool, source);
            if (listed.size() < toolsMax && registered != null
                    && callable.putIfAbsent(name(registered), registered) == null) {
                listed.add(registered.definition());
            }
        }
        for (ToolDefinition tool : source.unlisted()) {
            RegisteredTool registered = registered(name, tool, source);
            if (callable.size() < 2 * toolsMax && registered != null) {
                callable.putIfAbsent(name(registered), registered);
            }
        }
        return new ToolOffer(number, name, source, own, List.copyOf(listed), Map.copyOf(callable));
    }

    /// Whether this very source made the offer, not one that equals it.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(ToolSource other) {
        return source == other;
    }

    private static @Nullable RegisteredTool registered(String name, ToolDefinition tool, ToolSource source) {
        String exposed = ToolNames.exposed(name, tool.name());
        return exposed == null ? null : new RegisteredTool(tool.named(exposed), tool.name(), source);
    }

    private static String name(RegisteredTool tool) {
        return tool.definition().name();
    }
}
