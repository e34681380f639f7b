package dev.mimo.door.mcp;

import dev.mimo.gateway.ExposureSettings;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.json.Json;
import dev.mimo.mcp.codec.ToolCodec;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.tools.ToolDiscovery;
import java.util.List;
import java.util.Set;

/// Which tools clients see: definitions of many tools fill a model's context before anybody has asked for anything.
final class ListedTools {
    /// About so many bytes of JSON are a token.
    private static final int BYTES_PER_TOKEN = 4;
    private static final Set<String> DISCOVERY = Set.of(ToolDiscovery.FIND, ToolDiscovery.USE);

    private ListedTools() {}

    static List<ToolDefinition> of(ToolRegistry registry, ExposureSettings settings) {
        List<ToolDefinition> all = registry.tools();
        List<ToolDefinition> skills = registry.skillTools();
        return switch (settings.expose()) {
            case AUTO -> fits(skills, settings.listTokens()) ? withoutDiscovery(all) : own(all, skills);
            case ALL -> withoutDiscovery(all);
            case FOUND -> skills.isEmpty() ? withoutDiscovery(all) : own(all, skills);
            case NONE -> withoutDiscovery(own(all, skills));
        };
    }

    private static boolean fits(List<ToolDefinition> tools, int tokens) {
        long left = (long) tokens * BYTES_PER_TOKEN;
        for (ToolDefinition tool : tools) {
            left -= Json.bytes(ToolCodec.write(tool)).length;
            if (left < 0) {
                return false;
            }
        }
        return true;
    }

    private static List<ToolDefinition> withoutDiscovery(List<ToolDefinition> tools) {
        return tools.stream().filter(tool -> !DISCOVERY.contains(tool.name())).toList();
    }

    /// Those of skills come last.
    private static List<ToolDefinition> own(List<ToolDefinition> all, List<ToolDefinition> skills) {
        return all.subList(0, all.size() - skills.size());
    }
}
