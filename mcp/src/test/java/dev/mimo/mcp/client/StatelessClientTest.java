package dev.mimo.mcp.client;

import dev.mimo.TestClock;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpTransport;
import dev.mimo.mcp.client.http.HttpTransportSettings;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.EraChoice;
import dev.mimo.mcp.client.use.OutputValidator;
import dev.mimo.mcp.client.use.ServerChange;
import dev.mimo.mcp.client.use.Subscription;
import dev.mimo.mcp.client.use.SubscriptionFilter;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What only the stateless era has: questions in rounds, tasks, subscriptions, answers that may be kept.
@Timeout(60)
class StatelessClientTest {
    private static final CallOptions QUICK = CallOptions.within(Duration.ofSeconds(20));
    private static final String DONE =
            "{\"resultType\": \"complete\", \"content\": [{\"type\": \"text\", \"text\": \"done\"}]}";

    private final BlockingQueue<ServerChange> changes = new LinkedBlockingQueue<>();
    private final TestClock clock = new TestClock();
    private FakeServer server = start();

    private static FakeServer start() {
        try {
            return FakeServer.modern();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void forget() {
        server.calls.clear();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void questions_are_answered_with_a_new_id_and_the_servers_state_as_it_was() throws Exception {
        String state = "{\\\"opaque\\\": \\\" ü\\\"}";
        server.on("tools/call", call -> {
            ObjectNode params = call.params();
            if (params.has("inputResponses")) {
                call.result(DONE);
            } else {
                call.result("""
                        {"resultType": "input_required", "requestState": "%s", "inputRequests": {
                         "who": {"method": "elicitation/create", "params": {"mode": "form", "message": "m",
                           "requestedSchema": {"type": "object", "properties": {"n": {"default": "x"}}}}},
                         "say": {"method": "sampling/createMessage", "params": {"messages": [], "maxTokens": 1}},
                         "dirs": {"method": "roots/list"}}}""".formatted(state));
            }
        });
        try (McpClient client = connect()) {
            assertThat(client.callTool("t", object("{\"a\": 1}"), QUICK).content())
                    .containsExactly(Content.text("done"));
        }

        List<FakeServer.Call> calls = server.of("tools/call");
        assertThat(calls).extracting(FakeServer.Call::id).doesNotHaveDuplicates().hasSize(2);
        ObjectNode second = calls.getLast().params();
        assertThat(second.path("requestState").stringValue()).isEqualTo("{\"opaque\": \" ü\"}");
        assertThat(second.path("arguments")).isEqualTo(object("{\"a\": 1}"));
        assertThat(second.path("inputResponses")).isEqualTo(object("""
                {"who": {"action": "accept", "content": {"n": "x"}},
                 "say": {"role": "assistant", "content": {"type": "text", "text": "hi"}, "model": "m"},
                 "dirs": {"roots": [{"uri": "file:///a", "name": "a"}]}}"""));
    }

    @Test
    void no_state_is_sent_where_none_was_given_and_none_leaks_into_other_calls() throws Exception {
        server.on("prompts/get", call -> call.result(call.params().has("inputResponses")
                ? "{\"resultType\": \"complete\", \"messages\": []}"
                : "{\"resultType\": \"input_required\", \"inputRequests\": {\"r\": {\"method\": \"roots/list\"}}}"));
        try (McpClient client = connect()) {
            client.getPrompt("p", Map.of("x", "y"), QUICK);
            client.getPrompt("p", Map.of(), QUICK);
        }

        List<FakeServer.Call> calls = server.of("prompts/get");
        assertThat(calls).hasSize(4).noneMatch(call -> call.params().has("requestState"));
        assertThat(calls.get(2).params().propertyNames()).containsExactlyInAnyOrder("name", "_meta");
    }

    @Test
    void a_server_that_never_stops_asking_is_left() throws Exception {
        server.on("tools/call", call -> call.result(
                "{\"resultType\": \"input_required\", \"inputRequests\": {\"r\": {\"method\": \"roots/list\"}}}"));
        try (McpClient client = connect()) {
            assertThatThrownBy(() -> client.callTool("t", object("{}"), QUICK)).hasMessageContaining("10 times");
        }
        assertThat(server.of("tools/call")).hasSize(11);
    }

    @Test
    void a_question_that_was_never_offered_ends_the_call() throws Exception {
        server.on("tools/call", call -> call.result("""
                {"resultType": "input_required", "inputRequests": {"v": {"method": "elicitation/create",
                 "params": {"mode": "url", "message": "m", "url": "https://example.org"}}}}"""));
        try (McpClient client = connect()) {
            assertThatThrownBy(() -> client.callTool("t", object("{}"), QUICK))
                    .isInstanceOf(McpClientException.class).hasMessageContaining("elicitation/create");
        }
        assertThat(server.of("tools/call")).hasSize(1);
    }

    @Test
    void a_result_of_an_unknown_kind_is_none_and_one_of_no_kind_is_complete() throws Exception {
        server.on("tools/call", call -> call.result("{\"resultType\": \"odd\", \"content\": []}"));
        try (McpClient client = connect()) {
            assertThatThrownBy(() -> client.callTool("t", object("{}"), QUICK)).hasMessageContaining("'odd'");
            server.on("tools/call", call -> call.result("{\"content\": []}"));
            assertThat(client.callTool("t", object("{}"), QUICK).error()).isFalse();
        }
    }

    @Test
    void a_task_is_followed_and_answered_to_its_end() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        server.on("tools/call", call -> call.result(task("task", "working", "")));
        server.on("tasks/get", call -> call.result(switch (looks.getAndIncrement()) {
            case 0 -> task("complete", "input_required",
                    ", \"inputRequests\": {\"r\": {\"method\": \"roots/list\", \"params\": {}}}");
            case 1 -> task("complete", "input_required",
                    ", \"inputRequests\": {\"r\": {\"method\": \"roots/list\", \"params\": {}}}");
            case 2 -> task("complete", "working", "");
            default -> task("complete", "completed", ", \"result\": " + DONE);
        }));
        server.on("tasks/update", call -> call.result("{\"resultType\": \"complete\"}"));
        try (McpClient client = connect()) {
            assertThat(client.callTool("t", object("{}"), QUICK).content()).containsExactly(Content.text("done"));
        }

        assertThat(server.of("tasks/update")).singleElement().satisfies(call -> {
            assertThat(call.header("Mcp-Name")).isEqualTo("T1");
            assertThat(call.params().path("inputResponses").path("r").has("roots")).isTrue();
        });
    }

    @Test
    void a_task_that_fails_fails_the_call_and_one_that_is_given_up_is_cancelled() throws Exception {
        server.on("tools/call", call -> call.result(task("task", "working", "")));
        server.on("tasks/get", call -> call.result(
                task("complete", "failed", ", \"error\": {\"code\": -32603, \"message\": \"broke\"}")));
        server.on("tasks/cancel", call -> call.result("{\"resultType\": \"complete\"}"));
        try (McpClient client = connect()) {
            assertThatThrownBy(() -> client.callTool("t", object("{}"), QUICK)).hasMessageContaining("broke");

            server.on("tasks/get", call -> call.result(task("complete", "working", "")));
            assertThatThrownBy(() -> client.callTool("t", object("{}"), CallOptions.within(Duration.ofMillis(400))))
                    .isInstanceOfSatisfying(McpClientException.class,
                            e -> assertThat(e.reason()).isInstanceOf(McpClientException.TimedOut.class));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (server.of("tasks/cancel").isEmpty() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(server.of("tasks/cancel")).hasSize(1);
        }
    }

    @Test
    void a_task_is_answered_and_cancelled_by_hand() throws Exception {
        server.on("tasks/update", call -> call.result("{\"resultType\": \"complete\"}"));
        server.on("tasks/cancel", call -> call.error(400, -32602, "There is no such task", "{}"));
        try (McpClient client = connect()) {
            client.updateTask("T1", object("{\"who\": {\"action\": \"decline\"}}"), QUICK);
            assertThatThrownBy(() -> client.cancelTask("T2", QUICK)).hasMessageContaining("no such task");
        }

        FakeServer.Call update = server.of("tasks/update").getFirst();
        assertThat(update.header("Mcp-Name")).isEqualTo("T1");
        assertThat(update.params().path("inputResponses")).isEqualTo(object("{\"who\": {\"action\": \"decline\"}}"));
        assertThat(server.of("tasks/cancel").getFirst().params().path("taskId").stringValue()).isEqualTo("T2");
    }

    @Test
    void a_list_is_read_to_its_end_and_kept_for_as_long_as_the_server_says() throws Exception {
        server.on("tools/list", call -> {
            boolean first = !call.params().has("cursor");
            call.result("""
                    {"resultType": "complete", "ttlMs": 60000, "cacheScope": "private", "tools":
                     [{"name": "%s", "inputSchema": {"type": "object", "x-odd": [1]}}]%s}"""
                    .formatted(first ? "a" : "b", first ? ", \"nextCursor\": \"\"" : ""));
        });
        try (McpClient client = connect()) {
            assertThat(client.listTools(QUICK).tools()).extracting("name").containsExactly("a", "b");
            client.listTools(QUICK);
            assertThat(server.of("tools/list")).hasSize(2);
            clock.advance(Duration.ofMinutes(1));
            assertThat(client.listTools(QUICK).tools().getFirst().inputSchema())
                    .isEqualTo(object("{\"type\": \"object\", \"x-odd\": [1]}"));
            assertThat(server.of("tools/list")).hasSize(4);
        }
    }

    @Test
    void pages_that_run_in_a_circle_are_refused() throws Exception {
        server.on("tools/list", call -> call.result(
                "{\"resultType\": \"complete\", \"tools\": [], \"nextCursor\": \"x\"}"));
        try (McpClient client = connect()) {
            assertThatThrownBy(() -> client.listTools(QUICK)).hasMessageContaining("circle");
        }
    }

    @Test
    void a_change_that_is_told_empties_the_cache_and_a_broken_subscription_is_taken_out_again() throws Exception {
        server.on("tools/list", call -> call.result(
                "{\"resultType\": \"complete\", \"ttlMs\": 60000, \"cacheScope\": \"public\", \"tools\": []}"));
        AtomicInteger listens = new AtomicInteger();
        server.on("subscriptions/listen", call -> {
            String meta = "\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":" + call.id() + "}";
            FakeServer.Events events = call.events();
            events.data("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\",\"params\":{"
                    + meta + ",\"notifications\":{\"toolsListChanged\":true}}}");
            if (listens.incrementAndGet() < 3) {
                events.data("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\",\"params\":{" + meta
                        + "}}");
            } else {
                events.untilGone();
            }
        });
        try (McpClient client = connect()) {
            client.listTools(QUICK);
            try (Subscription subscription = client.listen(SubscriptionFilter.LISTS, QUICK)) {
                assertThat(nextChange()).isEqualTo(new ServerChange.Tools());
                client.listTools(QUICK);
                assertThat(server.of("tools/list")).hasSize(2);
                assertThat(nextChange()).isEqualTo(new ServerChange.Tools());
                assertThat(subscription.isOpen()).isTrue();
                assertThat(subscription.honored().toolList()).isTrue();
                assertThat(subscription.honored().promptList()).isFalse();
            }
        }
        assertThat(server.of("subscriptions/listen").getFirst().params().path("notifications")).isEqualTo(
                object("{\"toolsListChanged\":true,\"promptsListChanged\":true,\"resourcesListChanged\":true}"));
    }

    @Test
    void a_subscription_that_the_server_refuses_is_refused() throws Exception {
        try (McpClient client = connect()) {
            assertThatThrownBy(() -> client.subscribe("mimo://x", QUICK)).hasMessageContaining("-32601");
        }
    }

    @Test
    void a_server_that_is_known_to_be_stateless_need_not_describe_itself() throws Exception {
        server.on("server/discover", call -> call.error(404, -32601, "Method not found", "{}"));
        server.on("tools/call", call -> call.result(DONE));
        try (McpClient client = connect(ClientSettings.defaults().withEra(EraChoice.STATELESS))) {
            assertThat(client.callTool("t", object("{}"), QUICK).content()).hasSize(1);
            assertThat(client.server().name()).isEmpty();
        }
        assertThat(server.of("initialize")).isEmpty();
    }

    private static String task(String type, String status, String more) {
        return """
                {"resultType": "%s", "taskId": "T1", "status": "%s", "createdAt": "2026-11-25T10:30:00Z",
                 "lastUpdatedAt": "2026-11-25T10:30:00Z", "ttlMs": null, "pollIntervalMs": 20%s}"""
                .formatted(type, status, more);
    }

    private ServerChange nextChange() throws InterruptedException {
        return Objects.requireNonNull(changes.poll(10, TimeUnit.SECONDS), "no change was told");
    }

    private McpClient connect() throws InterruptedException {
        return connect(ClientSettings.defaults());
    }

    private McpClient connect(ClientSettings settings) throws InterruptedException {
        return McpClient.connect(
                new HttpTransport(server.uri(), Map.of(), HttpAuthorizer.NONE, MessageTrace.NONE,
                        HttpTransportSettings.defaults()),
                new McpClient.Parts(ClientProfile.of("test", "1")
                        .answering(EnumSet.of(InputKind.FORM, InputKind.SAMPLE, InputKind.ROOTS)), new Answering(),
                        settings,
                        clock),
                OutputValidator.NONE);
    }

    private final class Answering implements ClientHandlers {
        @Override
        public InputResponse.Elicited fill(InputRequest.Form form) {
            return new InputResponse.Elicited(InputResponse.Action.ACCEPT, object("{}"));
        }

        @Override
        public InputResponse.Sampled sample(InputRequest.Sample sample) {
            return new InputResponse.Sampled(object("""
                    {"role": "assistant", "content": {"type": "text", "text": "hi"}, "model": "m"}"""));
        }

        @Override
        public List<InputResponse.Root> roots() {
            return List.of(new InputResponse.Root("file:///a", "a"));
        }

        @Override
        public void changed(ServerChange change) {
            changes.add(change);
        }
    }

    private static ObjectNode object(String json) {
        return Json.parseObject(json, JsonLimits.defaults());
    }
}
