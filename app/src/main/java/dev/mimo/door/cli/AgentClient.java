package dev.mimo.door.cli;

import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import java.net.URI;
import java.nio.file.Path;
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
    CODEX("Codex", "in ~/.codex/config.toml", "in ~/.codex/config.toml"),
    /// Has a name of its own for addresses.
    GEMINI_CLI("Gemini CLI", "in ~/.gemini/settings.json", "in ~/.gemini/settings.json");

    private static final String SERVERS = "mcpServers";
    private static final String TABLES = "mcp_servers";

    final String title;
    final String stdioPlace;
    final String httpPlace;

    AgentClient(String title, String stdioPlace, String httpPlace) {
        this.title = title;
        this.stdioPlace = stdioPlace;
        this.httpPlace = httpPlace;
    }

    /// What is pasted for a client that starts Mimo itself.
    ///
    /// @param command program and arguments
    String stdio(List<String> command) {
        return this == CLAUDE_CODE
                ? "claude mcp add --scope user mimo -- " + shell(command)
                : snippet(stdioEntry(command));
    }

    /// What is pasted for a server that runs already; empty when the client cannot.
    String http(URI mcp) {
        return switch (this) {
            case CLAUDE_CODE -> "claude mcp add --scope user --transport http mimo " + mcp;
            case CLAUDE_DESKTOP -> "";
            case CURSOR, VS_CODE, CODEX, GEMINI_CLI -> snippet(httpEntry(mcp));
        };
    }

    /// Mimo's entry in its configuration.
    ObjectNode stdioEntry(List<String> command) {
        ObjectNode entry = Json.object();
        if (this == VS_CODE || this == CLAUDE_CODE) {
            entry.put("type", "stdio");
        }
        entry.put("command", command.getFirst());
        command.subList(1, command.size()).forEach(entry.putArray("args")::add);
        return entry;
    }

    /// As above, for a server that runs already.
    ObjectNode httpEntry(URI mcp) {
        return switch (this) {
            case CLAUDE_CODE, VS_CODE -> Json.object().put("type", "http").put("url", mcp.toString());
            case CURSOR, CODEX -> Json.object().put("url", mcp.toString());
            case GEMINI_CLI -> Json.object().put("httpUrl", mcp.toString());
            case CLAUDE_DESKTOP -> throw Refusal.invalid("--http", "is nothing for " + title + ": " + httpPlace,
                    "Leave --http out.");
        };
    }

    /// Where its configuration is, for one user.
    ///
    /// @param home of the user
    /// @param mac whether this is macOS
    AgentConfigFile config(Path home, boolean mac) {
        Path support = home.resolve(mac ? "Library/Application Support" : ".config");
        return switch (this) {
            case CLAUDE_CODE -> new AgentConfigFile(home.resolve(".claude.json"), SERVERS, false);
            case CLAUDE_DESKTOP -> new AgentConfigFile(support.resolve("Claude/claude_desktop_config.json"), SERVERS,
                    false);
            case CURSOR -> new AgentConfigFile(home.resolve(".cursor/mcp.json"), SERVERS, false);
            case VS_CODE -> new AgentConfigFile(support.resolve("Code/User/mcp.json"), "servers", false);
            case CODEX -> new AgentConfigFile(home.resolve(".codex/config.toml"), TABLES, true);
            case GEMINI_CLI -> new AgentConfigFile(home.resolve(".gemini/settings.json"), SERVERS, false);
        };
    }

    /// As it is typed: `claude-code`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String snippet(ObjectNode entry) {
        if (this == CODEX) {
            return AgentConfigFile.table(TABLES, entry);
        }
        ObjectNode root = Json.object();
        root.putObject(this == VS_CODE ? "servers" : SERVERS).set("mimo", entry);
        return root.toPrettyString();
    }

    private static String shell(List<String> command) {
        return command.stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
    }
}
