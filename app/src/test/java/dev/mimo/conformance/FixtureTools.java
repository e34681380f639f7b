package dev.mimo.conformance;

import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolProvider;
import dev.mimo.mcp.server.ChangeAnnouncer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All fixture tools. The first is callable without arguments, as a scenario wants it.
final class FixtureTools implements ToolProvider {
    private final Map<String, Tool> tools = new LinkedHashMap<>();

    /// @param announcements of the server, once there is one
    FixtureTools(Supplier<ChangeAnnouncer> announcements) {
        ContentTools.all().forEach(this::add);
        AskingTools.all().forEach(this::add);
        TaskTools.all().forEach(this::add);
        add(Fixture.tool("test_trigger_tool_change", Fixture.NO_ARGUMENTS, (_, _) -> {
            announcements.get().toolsChanged();
            return Fixture.said("Told.");
        }));
        add(Fixture.tool("test_trigger_prompt_change", Fixture.NO_ARGUMENTS, (_, _) -> {
            announcements.get().promptsChanged();
            return Fixture.said("Told.");
        }));
    }

    private void add(Tool tool) {
        tools.put(tool.definition().name(), tool);
    }

    @Override
    public List<ToolDefinition> list() {
        return tools.values().stream().map(Tool::definition).toList();
    }

    @Override
    public @Nullable Tool find(String name) {
        return tools.get(name);
    }
}
