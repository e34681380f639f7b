package dev.mimo.bench.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// An official MCP server that npm installed, to compare with.
///
/// @param name its version and node's, for the report
public record NodeServer(String name, Path main, String node) {

    /// @param npm the folder given to `npm install --prefix`
    /// @param server the package's name, without the scope
    /// @param node the program that runs it
    /// @throws IllegalArgumentException when it is not there
    public static NodeServer installed(String npm, String server, String node) throws IOException {
        String scoped = "@modelcontextprotocol/" + server;
        Path home = Path.of(npm, "node_modules", scoped);
        Path main = home.resolve("dist").resolve("index.js");
        if (!Files.isReadable(main)) {
            throw new IllegalArgumentException("there is no " + main + "; say --npm DIR, after "
                    + "`npm install --prefix DIR " + scoped + "`");
        }
        String version = JsonMapper.shared().readTree(Files.readString(home.resolve("package.json")))
                .path("version").asString();
        return new NodeServer(server + " " + version + " on node " + version(node), main, node);
    }

    /// What starts it.
    public List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(node, main.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String version(String node) throws IOException {
        Process process = new ProcessBuilder(node, "--version").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
