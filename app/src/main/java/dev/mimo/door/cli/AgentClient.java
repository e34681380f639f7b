package dev.mimo.door.cli;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The agents that `connect` knows, and what to paste into each.
enum AgentClient {
    CLAUDE_CODE("Claude Code", "in a shell", "in a shell") {
        @Override
        String stdio(List<String> command) {
            return "claude mcp add --scope user mimo -- " + shell(command);
        }

        @Override
        String http(URI mcp) {
            return "claude mcp add --scope user --transport http mimo " + mcp;
        }
    },
    CLAUDE_DESKTOP("Claude Desktop", "in claude_desktop_config.json (Settings > Developer > Edit Config)",
            "its connectors are called from the cloud and cannot reach this machine; use the stdio form") {
        @Override
        String stdio(List<String> command) {
            return json("mcpServers", started(command));
        }

        @Override
        String http(URI mcp) {
            return "";
        }
    },
    CURSOR("Cursor", "in ~/.cursor/mcp.json", "in ~/.cursor/mcp.json") {
        @Override
        String stdio(List<String> command) {
            return json("mcpServers", started(command));
        }

        @Override
        String http(URI mcp) {
            return json("mcpServers", object().put("url", mcp.toString()));
        }
    },
    VS_CODE("VS Code", "in .vscode/mcp.json", "in .vscode/mcp.json") {
        @Override
        String stdio(List<String> command) {
            return json("servers", object().put("type", "stdio").setAll(started(command)));
        }

        @Override
        String http(URI mcp) {
            return json("servers", object().put("type", "http").put("url", mcp.toString()));
        }
    },
    CODEX("Codex", "in ~/.codex/config.toml", "in ~/.codex/config.toml") {
        @Override
        String stdio(List<String> command) {
            // TOML's basic strings and arrays are written as JSON's
            ObjectNode started = started(command);
            return "[mcp_servers.mimo]\ncommand = " + started.get("command") + "\nargs = " + started.get("args");
        }

        @Override
        String http(URI mcp) {
            return "[mcp_servers.mimo]\nurl = \"" + mcp + "\"";
        }
    };

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
    abstract String stdio(List<String> command);

    /// For a server that runs already; empty when the client cannot.
    abstract String http(URI mcp);

    /// As it is typed: `claude-code`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    private static ObjectNode started(List<String> command) {
        ObjectNode started = object().put("command", command.getFirst());
        command.subList(1, command.size()).forEach(started.putArray("args")::add);
        return started;
    }

    private static String json(String list, ObjectNode server) {
        ObjectNode root = object();
        root.putObject(list).set("mimo", server);
        return root.toPrettyString();
    }

    private static String shell(List<String> command) {
        return command.stream()
                .map(word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
