package dev.mimo.skills.trust;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import dev.mimo.mcp.codec.ToolCodec;
import dev.mimo.mcp.model.ToolDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How a tool that a skill offers differs from what was approved.
///
/// @param before absent when it is new
/// @param after absent when it is gone
public record ToolDiff(String tool, @Nullable ToolDefinition before, @Nullable ToolDefinition after) {
    /// All that differ, those that are offered first.
    public static List<ToolDiff> of(ToolPins pins) {
        Map<String, ToolDefinition> approved = new LinkedHashMap<>();
        pins.approved().forEach(tool -> approved.put(tool.name(), tool));
        List<ToolDiff> diffs = new ArrayList<>();
        for (ToolDefinition tool : pins.offered()) {
            ToolDefinition before = approved.remove(tool.name());
            if (!tool.equals(before)) {
                diffs.add(new ToolDiff(tool.name(), before, tool));
            }
        }
        approved.values().forEach(gone -> diffs.add(new ToolDiff(gone.name(), gone, null)));
        return diffs;
    }

    /// Both definitions, a line for each thing that they say, with ` `, `-` or `+` before it.
    public String text() {
        List<DiffRow> rows = DiffRowGenerator.create().build().generateDiffRows(lines(before), lines(after));
        StringBuilder text = new StringBuilder();
        for (DiffRow row : rows) {
            switch (row.getTag()) {
                case EQUAL -> text.append("  ").append(row.getOldLine()).append('\n');
                case DELETE -> text.append("- ").append(row.getOldLine()).append('\n');
                case INSERT -> text.append("+ ").append(row.getNewLine()).append('\n');
                case CHANGE -> text.append("- ").append(row.getOldLine()).append("\n+ ").append(row.getNewLine())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static List<String> lines(@Nullable ToolDefinition tool) {
        List<String> lines = new ArrayList<>();
        if (tool != null) {
            lines("", ToolCodec.write(tool), lines);
        }
        return lines;
    }

    /// One line for each leaf, with the way to it: `inputSchema.properties.path.description: Where`.
    private static void lines(String path, JsonNode node, List<String> into) {
        switch (node) {
            case ObjectNode object -> object.properties()
                    .forEach(field -> lines(path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                            field.getValue(), into));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    lines(path + "[" + i + "]", array.get(i), into);
                }
            }
            default -> node.asString("").lines().forEach(line -> into.add(path + ": " + line));
        }
    }
}
