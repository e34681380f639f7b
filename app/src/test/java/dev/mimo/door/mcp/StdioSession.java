package dev.mimo.door.mcp;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A client's session with a `stdio` process of its own.
final class StdioSession implements AutoCloseable {
    private final Process process;
    private final OutputStream in;
    private final BufferedReader out;

    StdioSession(PackagedProgram program, Path home) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.command("stdio"))
                .redirectError(Files.createTempFile(home, "errors", "").toFile());
        builder.environment().put("MIMO_HOME", home.toString());
        process = builder.start();
        in = process.getOutputStream();
        out = process.inputReader(StandardCharsets.UTF_8);
        ask("initialize", "{\"protocolVersion\": \"2025-11-25\", \"capabilities\": {},"
                + "\"clientInfo\": {\"name\": \"t\", \"version\": \"1\"}}");
    }

    ObjectNode succeeds(String tool) throws IOException {
        ObjectNode answer = call(tool);
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        assertThat(answer.path("result").path("isError").asBoolean(false)).as(answer.toString()).isFalse();
        return answer;
    }

    ObjectNode call(String tool) throws IOException {
        return ask("tools/call", tool);
    }

    private ObjectNode ask(String method, String params) throws IOException {
        in.write(("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"" + method + "\", \"params\": " + params + "}\n")
                .getBytes(StandardCharsets.UTF_8));
        in.flush();
        while (true) {
            String line = Objects.requireNonNull(out.readLine(), "an answer to " + method);
            ObjectNode message = Json.parseObject(line, JsonLimits.defaults());
            if (message.has("id")) {
                return message;
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
        // it ends with its input; the test's own time is bounded
        process.onExit().join();
    }
}
