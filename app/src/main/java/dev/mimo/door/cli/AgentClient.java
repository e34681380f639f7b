package dev.mimo.door.cli;

import dev.mimo.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// The agents that `connect` knows, and what to paste into each.
enum AgentClient {
    /// In a terminal.
    CLAUDE_CODE("Claude Code", "in a shell", "in a shell"),
    /// Has connectors for servers, which are of no use here.
    CLAUDE_DESKTOP("Claude Desktop", "in claude_desktop_config.json (Settings > Developer > Edit Config)",
            "its connectors are called from the cloud and cannot reach this machine; use the stdio form"),
    /// Also reads `.cursor/mcp.json` of a project.
    CURSOR("Cursor", "in ~/.cursor/mcp.json", "in ~/.cursor/mcp.json"),
    /// Has a word of its own for the list of servers.
    VS_CODE("VS Code", "in .vscode/mcp.json", "in .vscode/mcp.json"),
    /// Is configured in TOML.
    CODEX("Codex", "in ~/.codex/config.toml", "in ~/.codex/config.toml");

    final String title;
    final String stdioPlace;
    final String httpPlace;

    AgentClient(String title, String stdioPlace, String httpPlace) {
        this.title = title;
        this.stdioPlace = stdioPlace;
        this.httpPlace = httpPlace;
    }

    /// For a client that starts Mimo itself.
    ///
    /// @param command program and arguments
    String stdio(List<String> command) {
        ObjectNode started = Json.object().put("command", command.getFirst());
        command.subList(1, command.size()).forEach(started.putArray("args")::add);
        return switch (this) {
            case CLAUDE_CODE -> "claude mcp add --scope user mimo -- " + shell(command);
            case CLAUDE_DESKTOP, CURSOR -> json("mcpServers", started);
            case VS_CODE -> json("servers", Json.object().put("type", "stdio").setAll(started));
            // TOML's basic strings and arrays are written as JSON's
            case CODEX ->
                "[mcp_servers.mimo]\ncommand = " + started.get("command") + "\nargs = " + started.get("args");
        };
    }

    /// For a server that runs already; empty when the client cannot.
    String http(URI mcp) {
        return switch (this) {
            case CLAUDE_CODE -> "claude mcp add --scope user --transport http mimo " + mcp;
            case CLAUDE_DESKTOP -> "";
            case CURSOR -> json("mcpServers", Json.object().put("url", mcp.toString()));
            case VS_CODE -> json("servers", Json.object().put("type", "http").put("url", mcp.toString()));
            case CODEX -> "[mcp_servers.mimo]\nurl = \"" + mcp + "\"";
        };
    }

    /// As it is typed: `claude-code`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String json(String list, ObjectNode server) {
        ObjectNode root = Json.object();
        root.putObject(list).set("mimo", server);
        return root.toPrettyString();
    }

    private static String shell(List<String> command) {
        return command.stream()
                .map(word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
