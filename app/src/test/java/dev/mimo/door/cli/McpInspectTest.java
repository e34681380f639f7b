package dev.mimo.door.cli;

import dev.mimo.Main;
import dev.mimo.mcp.client.FakeServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class McpInspectTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir
    Path directory = Path.of("");
    private FakeServer server;

    McpInspectTest() throws Exception {
        server = FakeServer.modern();
    }

    @BeforeEach
    void offer_tools() {
        server.on("tools/list", call -> call.result("""
                {"resultType": "complete", "tools": [
                 {"name": "add", "title": "Add", "description": "Adds \\u001b[31m numbers.",
                  "inputSchema": {"type": "object", "required": ["a"], "properties": {
                   "a": {"type": "integer", "description": "The first"},
                   "how": {"enum": ["fast", "slow"], "default": "fast"},
                   "more": {"type": "array", "items": {"type": "number"}}}},
                  "outputSchema": {"type": "object", "properties": {"sum": {"type": "integer"}}},
                  "annotations": {"readOnlyHint": true}},
                 {"name": "bad name", "inputSchema": {"type": "object"}}]}"""));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_server_is_printed_for_people() {
        assertThat(run("mcp", "inspect", server.uri().toString())).isZero();

        assertThat(text(out)).isEqualTo("""
                fake 7  at %s
                  era           stateless, revision 2026-07-28
                  capabilities  tools
                  instructions
                    be kind

                Tools (1)
                  add  Add  [only reads, reaches outside]
                    Adds ·[31m numbers.
                      a*  integer. The first
                      how  fast, slow. Default: "fast"
                      more  list of number
                    answers object: sum
                  left out: bad name  Its name is not one that the protocol allows.

                Resources (0)

                Resource templates (0)

                Prompts (0)
                """.formatted(server.uri()));
        assertThat(text(err)).isEmpty();
    }

    @Test
    void a_server_is_printed_for_programs() {
        assertThat(run("mcp", "inspect", "--json", server.uri().toString())).isZero();

        JsonNode told = JsonMapper.shared().readTree(text(out));
        assertThat(told.path("era").asString()).isEqualTo("stateless");
        assertThat(told.path("protocolVersion").asString()).isEqualTo("2026-07-28");
        assertThat(told.path("tools").path(0).path("inputSchema").path("required").path(0).asString()).isEqualTo("a");
        assertThat(told.path("leftOut").path(0).path("name").asString()).isEqualTo("bad name");
    }

    @Test
    void a_transcript_has_every_message_and_no_secret() throws Exception {
        Path file = directory.resolve("t.jsonl");

        assertThat(run("mcp", "inspect", "--header", "X-Mine: s3cret-value", "--trace", file.toString(),
                server.uri().toString())).isZero();

        assertThat(server.calls).allSatisfy(call -> assertThat(call.header("X-Mine")).isEqualTo("s3cret-value"));
        assertThat(Files.readAllLines(file)).hasSize(6).allSatisfy(line -> {
            assertThat(JsonMapper.shared().readTree(line).has("time")).isTrue();
            assertThat(line).doesNotContain("s3cret");
        });
        assertThat(Files.readString(file)).contains("\"method\":\"tools/list\"", "\"direction\":\"received\"");
    }

    @ParameterizedTest
    @CsvSource({"401,3,--header", "403,3,--header", "404,4,/mcp", "500,7,server"})
    void a_refusal_says_what_to_do_and_has_its_exit_code(int status, int exit, String remedy) {
        server.on("server/discover", call -> call.status(status)).on("initialize", call -> call.status(status));

        assertThat(run("mcp", "inspect", server.uri().toString())).isEqualTo(exit);
        assertThat(text(err)).contains(remedy);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void a_program_that_is_no_server_is_said_to_be_none() {
        assertThat(run("mcp", "inspect", "--json", "no-such-program", "--flag-of-its-own")).isEqualTo(7);
        assertThat(JsonMapper.shared().readTree(text(err)).path("detail").asString()).contains("no-such-program");
    }

    @ParameterizedTest
    @CsvSource({"mcp", "mcp inspect", "mcp inspect --header bad http://a/mcp", "mcp inspect --timeout 0 http://a/mcp",
            "mcp inspect --header A:b program", "mcp inspect --env A=b http://a/mcp", "mcp inspect http://",
            "mcp inspect --env NO_SUCH_VARIABLE_HERE program", "mcp inspect --header Host:b http://a/mcp",
            "mcp inspect --trace /nowhere/at/all/t http://a/mcp", "mcp inspect --era old http://a/mcp"})
    void what_cannot_be_meant_is_refused(String line) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(text(err)).isNotBlank();
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(), false, "./mimo", "/opt/mimo");
        return Main.commandLine(new FakeProgram(Path.of("")), terminal).run(arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
