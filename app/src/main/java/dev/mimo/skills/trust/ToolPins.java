package dev.mimo.skills.trust;

import dev.mimo.mcp.model.ToolDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tools of one skill: those that its user has seen and not objected to, and those that it offers now. What is
/// offered as it was approved can be used; all else is held back until it is approved.
///
/// @param approved as they were; in the skill's order
/// @param offered as they are now
/// @param since when that was approved
public record ToolPins(String skill, List<ToolDefinition> approved, List<ToolDefinition> offered, Instant since) {
    public ToolPins {
        approved = List.copyOf(approved);
        offered = List.copyOf(offered);
    }

    /// A skill that is seen for the first time: its tools are approved as they are, but for those that look suspicious.
    public static ToolPins firstSight(String skill, List<ToolDefinition> tools, Instant now) {
        return new ToolPins(skill, tools.stream().filter(tool -> DefinitionScreen.findings(tool).isEmpty()).toList(),
                tools, now);
    }

    /// The same skill, which offers these tools now.
    public ToolPins offering(List<ToolDefinition> tools) {
        return new ToolPins(skill, approved, tools, since);
    }

    /// All that it offers now is approved.
    public ToolPins trusted(Instant now) {
        return new ToolPins(skill, offered, offered, now);
    }

    /// What can be used.
    public List<ToolDefinition> usable() {
        return offered.stream().filter(approved::contains).toList();
    }

    /// Whether the tool is offered now as it was approved.
    public boolean isUsable(String tool) {
        return offered.stream().anyMatch(each -> each.name().equals(tool) && approved.contains(each));
    }

    /// A tool that is held back.
    ///
    /// @param why a sentence
    public record Held(String tool, String why) {}

    public List<Held> held() {
        Map<String, ToolDefinition> before = new LinkedHashMap<>();
        approved.forEach(tool -> before.put(tool.name(), tool));
        List<Held> held = new ArrayList<>();
        for (ToolDefinition tool : offered) {
            if (!tool.equals(before.get(tool.name()))) {
                held.add(new Held(tool.name(), why(tool, before.containsKey(tool.name()))));
            }
        }
        return held;
    }

    private static String why(ToolDefinition tool, boolean known) {
        List<String> findings = DefinitionScreen.findings(tool);
        String what = known ? "It has changed since it was approved." : "It was not there when the skill was approved.";
        return findings.isEmpty() ? what : "It " + String.join(", and ", findings) + ".";
    }
}
