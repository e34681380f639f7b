package dev.mimo.door.mcp;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// MCP of the packaged program as its own command line sees it, and over a crash.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class McpProgramIT {
    @TempDir
    Path directory = Path.of("");

    private @Nullable PackagedProgram made;

    @AfterEach
    void stop() throws InterruptedException {
        if (made != null) {
            made.stop();
        }
    }

    @Test
    void mimo_inspects_itself_over_both_doors() throws Exception {
        PackagedProgram program = program();
        List<String> overStdio = new ArrayList<>(List.of("mcp", "inspect", "--json", "--env",
                "MIMO_HOME=" + Files.createDirectories(directory.resolve("child"))));
        overStdio.addAll(program.command("stdio"));
        String address = program.serve(0) + "/mcp";

        assertIsMimo(program.run(overStdio.toArray(String[]::new)), "stateless");
        assertIsMimo(program.run("mcp", "inspect", "--json", address), "stateless");
        assertIsMimo(program.run("mcp", "inspect", "--json", "--era", "stateful", address), "stateful");
    }

    private static void assertIsMimo(String printed, String era) {
        ObjectNode seen = json(printed);
        assertThat(seen.path("era").asString()).isEqualTo(era);
        assertThat(seen.path("serverInfo").path("name").asString()).isEqualTo("mimo");
        assertThat(names(seen, "tools", "name")).startsWith("remember", "recall", "forget");
        assertThat(seen.path("leftOut").size()).isZero();
        assertThat(names(seen, "resources", "uri")).contains("mimo://memory/default");
        assertThat(names(seen, "resourceTemplates", "uriTemplate")).hasSize(2);
        assertThat(names(seen, "prompts", "name")).containsExactly("brief_me", "remember_conversation");
    }

    private static List<String> names(ObjectNode seen, String list, String name) {
        return seen.path(list).valueStream().map(each -> each.path(name).asString()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stdio", "list --json", "doctor", "export", "--version"})
    @EnabledOnOs(OS.LINUX) // which has such a device
    void what_cannot_be_written_ends_the_program_with_7_and_a_word_about_it(String line) throws Exception {
        Path input = Files.writeString(directory.resolve("input"),
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}\n");
        Path errors = directory.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(program().command(line.split(" "))).redirectInput(input.toFile())
                .redirectOutput(new File("/dev/full")).redirectError(errors.toFile());
        builder.environment().put("MIMO_HOME", Files.createDirectories(directory.resolve("own")).toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(errors)).isEqualTo(7);
            assertThat(errors).content().contains("could not be written to standard output");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_session_outlives_a_crash_of_the_server() throws Exception {
        PackagedProgram program = program();
        URI address = URI.create(program.serve(0));
        HttpResponse<String> begun = post(address, "", """
                {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-11-25",
                 "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}""");
        String session = begun.headers().firstValue("Mcp-Session-Id").orElseThrow();
        assertThat(post(address, session, "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}")
                .statusCode()).isEqualTo(202);

        program.kill();
        // where the client expects it
        assertThat(program.serve(address.getPort())).isEqualTo(address.toString());

        HttpResponse<String> listed = post(address, session,
                "{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"tools/list\"}");
        assertThat(listed.statusCode()).as(listed.body()).isEqualTo(200);
        JsonNode tools = json(listed.body()).path("result").path("tools");
        assertThat(tools.path(0).path("name").asString()).isEqualTo("remember");
    }

    private static HttpResponse<String> post(URI server, String session, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/mcp"))
                .header("Accept", "application/json, text/event-stream").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session).header("MCP-Protocol-Version", "2025-11-25");
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private PackagedProgram program() {
        PackagedProgram program = new PackagedProgram(directory);
        made = program;
        return program;
    }

    private static ObjectNode json(String text) {
        return Json.parseObject(text, JsonLimits.defaults());
    }
}
