package dev.mimo.gateway;

import dev.mimo.mcp.tool.ToolDefinition;
import java.util.regex.Pattern;

/// How tools are named: `<source>__<tool>`, and Mimo's own by their bare name.
///
/// No two tools can meet in one name: a source's name neither holds `__` nor ends in `_`, a bare name holds no
/// `__`, hence the first `__` of an exposed name is where the source's name ends.
final class ToolNames {
    private static final String SEPARATOR = "__";
    private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9]+([._-][A-Za-z0-9]+)*");

    private ToolNames() {}

    /// @throws IllegalArgumentException when the source has a name that could be confused with another's
    static void checkSource(String source) {
        if (!source.isEmpty() && (source.length() > 60 || !SOURCE.matcher(source).matches())) {
            throw new IllegalArgumentException("not a name for a source of tools: " + source);
        }
    }

    /// Whether the tool can be offered at all: its name is no longer than the protocol allows, and not confusing.
    static boolean isOfferable(String source, String tool) {
        return ToolDefinition.isValidName(exposed(source, tool)) && !(source.isEmpty() && tool.contains(SEPARATOR));
    }

    static String exposed(String source, String tool) {
        return source.isEmpty() ? tool : source + SEPARATOR + tool;
    }
}
