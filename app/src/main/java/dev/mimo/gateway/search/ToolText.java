package dev.mimo.gateway.search;

import dev.mimo.mcp.model.ToolDefinition;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// What of a tool is searched.
///
/// @param name of the skill and the tool, as words
/// @param function the name and what it does, in one sentence or more
/// @param whole all that is said of it, its parameters too
record ToolText(String name, String function, String whole) {
    /// A definition may be of any length.
    private static final int FUNCTION_CHARS_MAX = 2_000;
    private static final int WHOLE_CHARS_MAX = 8_000;
    private static final Pattern JOINT = Pattern.compile("[_.\\-]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    static ToolText of(ToolDefinition tool) {
        String name = JOINT.matcher(tool.name()).replaceAll(" ").strip();
        String titled = tool.title().equals(tool.name()) ? name : name + " " + tool.title();
        String function = shortened(name + ": " + tool.description(), FUNCTION_CHARS_MAX);
        StringJoiner whole = new StringJoiner("\n").add(titled).add(tool.description());
        tool.inputSchema().path("properties").properties().forEach(each -> whole
                .add(each.getKey() + ": " + each.getValue().path("description").asString("")));
        return new ToolText(titled, function, shortened(whole.toString(), WHOLE_CHARS_MAX));
    }

    private static String shortened(String text, int charsMax) {
        return text.length() <= charsMax ? text : text.substring(0, charsMax);
    }
}
