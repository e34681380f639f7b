package dev.mimo.conformance;

import dev.mimo.mcp.client.McpClient;
import dev.mimo.mcp.client.http.HttpTransport;
import dev.mimo.mcp.client.http.HttpTransportSettings;
import dev.mimo.mcp.client.oauth.HeadlessUserAgent;
import dev.mimo.mcp.client.oauth.OAuth;
import dev.mimo.mcp.client.oauth.OAuthSettings;
import dev.mimo.mcp.client.oauth.token.InMemoryTokenStore;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.EraChoice;
import dev.mimo.mcp.client.use.OutputValidator;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.model.ToolDefinition;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the suite starts for each scenario of a client: does with the server at the given address what the scenario
/// asks for. The scenario, the revision to speak and what else it needs are in the environment.
public final class ConformanceClient {
    /// As long as the suite waits itself: a busy machine is no fault of the client.
    private static final Duration PATIENCE = Duration.ofSeconds(170);
    private static final CallOptions OPTIONS = CallOptions.within(PATIENCE);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String scenario = variable("MCP_CONFORMANCE_SCENARIO", "");
    private final JsonNode context = new JsonMapper().readTree(variable("MCP_CONFORMANCE_CONTEXT", "{}"));
    private final boolean stateless = variable("MCP_CONFORMANCE_PROTOCOL_VERSION", "2025-11-25")
            .compareTo("2026-07-28") >= 0;
    private final AtomicReference<McpClient> client = new AtomicReference<>();

    private ConformanceClient() {}

    public static void main(String[] arguments) throws Exception {
        int exit = 0;
        try {
            new ConformanceClient().run(URI.create(arguments[arguments.length - 1]));
        } catch (McpClientException e) {
            System.err.println(e.getMessage());
            exit = 1;
        }
        // the suite waits for connections that are kept alive to go
        System.exit(exit);
    }

    private static String variable(String name, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(name), otherwise);
    }

    private void run(URI url) throws Exception {
        ClientProfile profile = ClientProfile.of("mimo-conformance", "1")
                .answering(EnumSet.of(InputKind.FORM, InputKind.SAMPLE, InputKind.ROOTS));
        ClientSettings settings =
                ClientSettings.defaults().withHandshake(PATIENCE)
                        .withEra(stateless ? EraChoice.STATELESS : EraChoice.STATEFUL);
        try (OAuth oauth = new OAuth(OAuthSettings.defaults(), new InMemoryTokenStore(), new HeadlessUserAgent(),
                Clock.systemUTC())) {
            HttpTransport transport = new HttpTransport(url, Map.of(),
                    oauth.authorizer(url, Grants.of(scenario, context)), MessageTrace.NONE,
                    // dozens of these run at once, and each is held up for longer than the suite's servers wait
                    HttpTransportSettings.defaults().withConnectionReuse(Duration.ZERO));
            try (McpClient connected = McpClient.connect(transport,
                    new McpClient.Parts(profile, new Answering(), settings, Clock.systemUTC()), OutputValidator.NONE)) {
                client.set(connected);
                play(connected);
            }
        }
    }

    private final class Answering implements ClientHandlers {
        @Override
        public InputResponse.Elicited fill(InputRequest.Form form) throws InterruptedException {
            if (scenario.equals("sep-2322-client-request-state")) {
                // while one call waits for its answer, another must not carry its state
                client.get().callTool("test_mrtr_unrelated", NODES.objectNode(), OPTIONS);
            }
            return new InputResponse.Elicited(InputResponse.Action.ACCEPT, required(form.requestedSchema()));
        }

        @Override
        public InputResponse.Sampled sample(InputRequest.Sample sample) {
            return new InputResponse.Sampled(Fixture.json("{'role':'assistant','content':{'type':'text',"
                    + "'text':'Paris'},'model':'none','stopReason':'endTurn'}"));
        }

        @Override
        public List<InputResponse.Root> roots() {
            return List.of(new InputResponse.Root("file:///work", "work"));
        }
    }

    private void play(McpClient server) throws InterruptedException {
        List<ToolDefinition> tools = server.listTools(OPTIONS).tools();
        switch (scenario) {
            case "json-schema-ref-no-deref" -> {
                // listing is all that can be done here
            }
            case "sep-2322-client-request-state" -> {
                call(server, "test_mrtr_echo_state");
                call(server, "test_mrtr_no_state");
                call(server, "test_mrtr_no_result_type");
            }
            case "http-standard-headers" -> standardHeaders(server);
            case "http-custom-headers" -> {
                for (JsonNode call : context.path("toolCalls")) {
                    server.callTool(call.path("name").asString(), (ObjectNode) call.path("arguments"), OPTIONS);
                }
            }
            case "json-schema-2020-12-preservation" -> echoSchema(server, tools);
            case "http-invalid-tool-headers" -> {
                for (ToolDefinition tool : tools) {
                    server.callTool(tool.name(), required(tool.inputSchema()), OPTIONS);
                }
            }
            default -> {
                if (!tools.isEmpty()) {
                    ToolDefinition tool = tools.getFirst();
                    server.callTool(tool.name(), required(tool.inputSchema()), OPTIONS);
                }
            }
        }
    }

    private static void call(McpClient server, String tool) throws InterruptedException {
        server.callTool(tool, NODES.objectNode(), OPTIONS);
    }

    private static void standardHeaders(McpClient server) throws InterruptedException {
        call(server, "test_headers");
        server.listResources(OPTIONS);
        server.readResource("file:///path/to/file%20name.txt", OPTIONS);
        server.listPrompts(OPTIONS);
        server.getPrompt("test_prompt", Map.of(), OPTIONS);
    }

    private static void echoSchema(McpClient server, List<ToolDefinition> tools) throws InterruptedException {
        for (ToolDefinition tool : tools) {
            if (tool.name().equals("json_schema_2020_12_tool")) {
                server.callTool("json_schema_echo", NODES.objectNode().set("schema", tool.inputSchema()), OPTIONS);
            }
        }
    }

    /// Something for each field that has to be there.
    private static ObjectNode required(ObjectNode schema) {
        ObjectNode filled = NODES.objectNode();
        for (JsonNode name : schema.path("required")) {
            JsonNode field = schema.path("properties").path(name.asString());
            switch (field.path("type").asString("string")) {
                case "number", "integer" -> filled.put(name.asString(), 1);
                case "boolean" -> filled.put(name.asString(), true);
                case "object" -> filled.putObject(name.asString());
                case "array" -> filled.putArray(name.asString());
                default -> filled.put(name.asString(), "text");
            }
        }
        return filled;
    }
}
