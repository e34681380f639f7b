package dev.mimo.skills.catalog;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The servers that other clients on this machine have.
public final class ForeignCatalog {
    private ForeignCatalog() {}

    /// Where a client keeps its servers, the likeliest first; empty for one that is not known.
    ///
    /// @param client in lower case
    public static List<Path> places(String client) {
        Path home = Path.of(String.valueOf(System.getProperty("user.home")));
        Stream<String> places = switch (client) {
            case "claude", "claude-desktop" ->
                Stream.of("Library/Application Support/Claude/claude_desktop_config.json",
                        ".config/Claude/claude_desktop_config.json", ".claude.json");
            case "claude-code" -> Stream.of(".claude.json");
            case "cursor" -> Stream.of(".cursor/mcp.json");
            case "vscode", "vs-code" -> Stream.of("Library/Application Support/Code/User/mcp.json",
                    ".config/Code/User/mcp.json");
            case "codex" -> Stream.of(".codex/config.toml");
            case "gemini", "gemini-cli" -> Stream.of(".gemini/settings.json");
            case "windsurf" -> Stream.of(".codeium/windsurf/mcp_config.json");
            default -> Stream.empty();
        };
        return places.map(home::resolve).toList();
    }

    /// Its entries as they are written there, by names that skills can have; Mimo itself is left out.
    ///
    /// @throws IllegalArgumentException when the text is no configuration
    public static Map<String, ObjectNode> entries(String text) {
        ObjectNode section = CatalogReader.section(RelaxedDocument.read(text));
        if (section == null) {
            throw new IllegalArgumentException("it has no MCP servers");
        }
        Map<String, ObjectNode> entries = new LinkedHashMap<>();
        section.properties().forEach(each -> {
            if (each.getValue() instanceof ObjectNode entry && !each.getKey().equalsIgnoreCase("mimo")) {
                entries.putIfAbsent(CatalogReader.name(each.getKey()), entry);
            }
        });
        return entries;
    }
}
