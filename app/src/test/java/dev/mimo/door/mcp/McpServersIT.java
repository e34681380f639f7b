package dev.mimo.door.mcp;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.McpClient;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpTransport;
import dev.mimo.mcp.client.http.HttpTransportSettings;
import dev.mimo.mcp.client.stdio.ChildCommand;
import dev.mimo.mcp.client.stdio.ChildSettings;
import dev.mimo.mcp.client.stdio.StdioTransport;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.Transport;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.OutputValidator;
import dev.mimo.mcp.model.CompletionProvider;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.ToolResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Our client against the official servers, run by npm's Node. `-Dmimo.require.npm=true` fails where npm is missing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class McpServersIT {
    private static final CallOptions PATIENT = CallOptions.within(Duration.ofSeconds(60));

    @TempDir
    Path directory;

    private @Nullable NpmClients npm;

    @BeforeAll
    void install_the_servers() throws Exception {
        boolean available = NpmClients.available();
        if (Boolean.getBoolean("mimo.require.npm")) {
            assertThat(available).as("npm is on the path").isTrue();
        }
        assumeTrue(available, "npm is not on the path, so the official MCP servers cannot be run");
        npm = NpmClients.install();
    }

    @Test
    void server_everything_works_over_stdio() throws Exception {
        useEverything(stdio(Map.of(), "everything"));
    }

    @Test
    void server_everything_works_over_http() throws Exception {
        useEverythingAt("streamableHttp", "/mcp");
    }

    @Test
    void server_everything_works_over_the_two_endpoints_of_the_oldest_revision() throws Exception {
        useEverythingAt("sse", "/sse");
    }

    private void useEverythingAt(String mode, String path) throws Exception {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(servers().server("everything", mode))
                .redirectErrorStream(true).redirectOutput(directory.resolve(mode + ".log").toFile());
        builder.environment().put("PORT", Integer.toString(port));
        Process server = builder.start();
        try {
            awaitListening(server, port);
            useEverything(
                    new HttpTransport(URI.create("http://127.0.0.1:" + port + path), Map.of(), HttpAuthorizer.NONE,
                            MessageTrace.NONE, HttpTransportSettings.defaults()));
        } finally {
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void useEverything(Transport transport) throws InterruptedException {
        try (McpClient client = connect(transport)) {
            assertThat(client.revision()).isEqualTo(Revision.V2025_11_25);
            assertThat(client.server().instructions()).isNotBlank();
            assertThat(client.listTools(PATIENT).leftOut()).isEmpty();
            assertThat(client.listTools(PATIENT).tools()).extracting("name").contains("echo", "get-sum");
            assertThat(text(client.callTool("echo", object("{\"message\": \"grüße\"}"), PATIENT))).contains("grüße");
            assertThat(client.callTool("get-tiny-image", object("{}"), PATIENT).content())
                    .anyMatch(Content.Image.class::isInstance);
            assertThat(client.callTool("get-resource-links", object("{\"count\": 2}"), PATIENT).content())
                    .anyMatch(Content.ResourceLink.class::isInstance);
            assertThat(client.callTool("get-resource-reference", object("{}"), PATIENT).content())
                    .anyMatch(Content.Embedded.class::isInstance);
            assertThat(Objects.requireNonNull(client.callTool("get-structured-content",
                    object("{\"location\": \"Chicago\"}"), PATIENT).structured()).has("temperature")).isTrue();
            useProgress(client);
            useQuestions(client);
            useTheRest(client);
        }
    }

    private static void useProgress(McpClient client) throws InterruptedException {
        List<Double> progress = new ArrayList<>();
        client.callTool("trigger-long-running-operation", object("{\"duration\": 1, \"steps\": 4}"),
                PATIENT.watchedBy((done, _, _) -> progress.add(done)));
        assertThat(progress).isNotEmpty().isSorted();
        assertThatThrownBy(() -> client.callTool("trigger-long-running-operation",
                object("{\"duration\": 30, \"steps\": 2}"), CallOptions.within(Duration.ofMillis(300))))
                .isInstanceOfSatisfying(McpClientException.class,
                        e -> assertThat(e.reason()).isInstanceOf(McpClientException.TimedOut.class));
        client.ping(PATIENT);
    }

    private static void useQuestions(McpClient client) throws InterruptedException {
        assertThat(text(client.callTool("get-roots-list", object("{}"), PATIENT))).contains("file:///somewhere");
        assertThat(text(client.callTool("trigger-sampling-request", object("{\"prompt\": \"p\"}"), PATIENT)))
                .contains("a sampled answer");
        assertThat(client.callTool("trigger-elicitation-request", object("{}"), PATIENT).error()).isFalse();
    }

    private static void useTheRest(McpClient client) throws InterruptedException {
        String uri = client.listResources(PATIENT).getFirst().uri();
        assertThat(client.listResourceTemplates(PATIENT)).isNotEmpty();
        assertThat(client.readResource(uri, PATIENT)).first().isInstanceOf(ResourceBody.Text.class);
        client.subscribe(uri, PATIENT).close();
        assertThat(client.listPrompts(PATIENT)).extracting("name").contains("simple-prompt", "args-prompt");
        assertThat(client.getPrompt("args-prompt", Map.of("city", "Oslo"), PATIENT).messages()).isNotEmpty();
        assertThat(client.complete(new CompletionProvider.Reference.ToPrompt("completable-prompt"), "department", "E",
                Map.of(), PATIENT).values()).isNotEmpty();
        assertThatThrownBy(() -> client.getPrompt("no-such-prompt", Map.of(), PATIENT))
                .isInstanceOfSatisfying(McpClientException.class,
                        e -> assertThat(e.reason()).isInstanceOf(McpClientException.Refused.class));
    }

    @Test
    void server_filesystem_works() throws Exception {
        Path folder = Files.createDirectories(directory.toRealPath().resolve("files"));
        try (McpClient client = connect(stdio(Map.of(), "filesystem", folder.toString()))) {
            assertThat(client.listTools(PATIENT).tools()).extracting("name").contains("write_file", "read_text_file");
            ObjectNode file = Json.object().put("path", folder.resolve("a.txt").toString());
            client.callTool("write_file", file.deepCopy().put("content", "kept"), PATIENT);
            assertThat(text(client.callTool("read_text_file", file, PATIENT))).isEqualTo("kept");
            assertThat(client.callTool("read_text_file", Json.object().put("path", "/nowhere"), PATIENT).error())
                    .isTrue();
        }
    }

    @Test
    void server_memory_works() throws Exception {
        Map<String, String> environment = Map.of("MEMORY_FILE_PATH", directory.resolve("memory.jsonl").toString());
        try (McpClient client = connect(stdio(environment, "memory"))) {
            client.callTool("create_entities", object("""
                    {"entities": [{"name": "Ana", "entityType": "person", "observations": ["likes tea"]}]}"""),
                    PATIENT);
            assertThat(text(client.callTool("search_nodes", object("{\"query\": \"tea\"}"), PATIENT))).contains("Ana");
        }
    }

    @Test
    void server_sequential_thinking_works() throws Exception {
        try (McpClient client = connect(stdio(Map.of(), "sequential-thinking"))) {
            assertThat(text(client.callTool("sequentialthinking", object("""
                    {"thought": "a", "nextThoughtNeeded": false, "thoughtNumber": 1, "totalThoughts": 1}"""), PATIENT)))
                    .contains("thoughtNumber");
        }
    }

    private NpmClients servers() {
        return Objects.requireNonNull(npm);
    }

    private Transport stdio(Map<String, String> environment, String name, String... arguments) {
        return new StdioTransport(new ChildCommand(servers().server(name, arguments),
                ChildCommand.environment(System.getenv(), environment), null), MessageTrace.NONE,
                ChildSettings.defaults());
    }

    private static McpClient connect(Transport transport) throws InterruptedException {
        ClientHandlers handlers = new ClientHandlers() {
            @Override
            public List<InputResponse.Root> roots() {
                return List.of(new InputResponse.Root("file:///somewhere", "somewhere"));
            }

            @Override
            public InputResponse.Sampled sample(InputRequest.Sample sample) {
                return new InputResponse.Sampled(object("""
                        {"role": "assistant", "model": "m", "stopReason": "endTurn",
                         "content": {"type": "text", "text": "a sampled answer"}}"""));
            }
        };
        return McpClient.connect(transport, new McpClient.Parts(ClientProfile.of("mimo-test", "1")
                .answering(EnumSet.of(InputKind.FORM, InputKind.SAMPLE, InputKind.ROOTS)), handlers,
                ClientSettings.defaults(), Clock.systemUTC()), OutputValidator.NONE);
    }

    private static String text(ToolResult result) {
        StringBuilder all = new StringBuilder();
        for (Content piece : result.content()) {
            if (piece instanceof Content.Text(String text, var _)) {
                all.append(text);
            }
        }
        return all.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(Process server, int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!server.waitFor(100, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (ConnectException _) {
                // not yet
            }
        }
        throw new AssertionError("the server did not begin to listen");
    }

    private static ObjectNode object(String json) {
        return Json.parseObject(json, JsonLimits.defaults());
    }
}
