package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpTransport;
import dev.mimo.mcp.client.http.HttpTransportSettings;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ServerChange;
import dev.mimo.mcp.client.use.TaskState;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.InputKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The client with the tasks of revision 2025-11-25.
@Timeout(60)
class StatefulTasksTest {
    private static final CallOptions QUICK = CallOptions.within(Duration.ofSeconds(20));
    private static final String DONE = "{\"content\": [{\"type\": \"text\", \"text\": \"done\"}]}";

    private final BlockingQueue<ServerChange> changes = new LinkedBlockingQueue<>();
    private FakeServer server = start();

    private static FakeServer start() {
        try {
            return FakeServer.legacy();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void offerTasks() {
        server.on("initialize", call -> call.result("""
                {"protocolVersion": "2025-11-25", "serverInfo": {"name": "old", "version": "1"}, "capabilities":
                 {"tools": {}, "tasks": {"list": {}, "cancel": {}, "requests": {"tools": {"call": {}}}}}}"""));
        server.on("tools/list", call -> call.result("""
                {"tools": [{"name": "must", "inputSchema": {"type": "object"},
                            "execution": {"taskSupport": "required"}},
                           {"name": "may", "inputSchema": {"type": "object"},
                            "execution": {"taskSupport": "optional"}}]}"""));
        server.on("tools/call", call -> call.result(call.params().has("task")
                ? "{\"task\": " + task("working") + "}"
                : DONE));
        server.on("tasks/result", call -> call.result(DONE));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_tool_that_can_only_be_called_as_a_task_is_and_its_result_is_fetched() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        server.on("tasks/get", call -> call.result(task(looks.getAndIncrement() == 0 ? "working" : "completed")));
        try (McpClient client = connect()) {
            assertThat(client.callTool("must", Json.object(), QUICK).content()).containsExactly(Content.text("done"));
            assertThat(client.callTool("may", Json.object(), QUICK).content()).containsExactly(Content.text("done"));
        }

        assertThat(server.of("tools/call").getFirst().params().path("task").path("ttl").intValue()).isEqualTo(20_000);
        assertThat(server.of("tools/call").getLast().params().has("task")).isFalse();
        assertThat(server.of("tasks/get")).hasSize(2);
        assertThat(server.of("tasks/result")).singleElement()
                .satisfies(call -> assertThat(call.params()).isEqualTo(Json.object().put("taskId", "T1")));
    }

    @Test
    void what_a_task_asks_is_answered_while_its_result_is_waited_for() throws Exception {
        server.on("tasks/get", call -> call.result(task("input_required")));
        server.on("tasks/result", call -> {
            FakeServer.Events events = call.events();
            events.data("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"roots/list\",\"params\":{\"_meta\":"
                    + "{\"io.modelcontextprotocol/related-task\":{\"taskId\":\"T1\"}}}}");
            while (!server.nextTold().path("id").asString("").equals("7")) {
                // what else it tells does not matter
            }
            events.data(call.answer(DONE));
        });
        try (McpClient client = connect()) {
            assertThat(client.callTool("must", Json.object(), QUICK).content()).containsExactly(Content.text("done"));
        }
        assertThat(server.of("tasks/update")).isEmpty();
    }

    @Test
    void a_task_that_fails_fails_the_call_and_one_that_is_given_up_is_cancelled() throws Exception {
        server.on("tasks/get", call -> call.result(task("failed")));
        server.on("tasks/result", call -> call.error(200, -32050, "not today", "{}"));
        server.on("tasks/cancel", call -> call.result(task("cancelled")));
        try (McpClient client = connect()) {
            assertThatThrownBy(() -> client.callTool("must", Json.object(), QUICK)).hasMessageContaining("not today");

            server.on("tasks/get", call -> call.result(task("working")));
            assertThatThrownBy(() -> client.callTool("must", Json.object(), CallOptions.within(Duration.ofMillis(400))))
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
    void tasks_are_listed_looked_at_and_cancelled_and_their_news_is_told() throws Exception {
        server.on("GET", call -> call.events().data("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tasks/status\","
                + "\"params\":" + task("completed") + "}").untilGone());
        server.on("tasks/get", call -> call.result(task("working")));
        server.on("tasks/cancel", call -> call.result(task("cancelled")));
        server.on("tasks/list", call -> call.result(call.message != null && call.message.path("params").has("cursor")
                ? "{\"tasks\": [" + task("failed") + "]}"
                : "{\"tasks\": [" + task("working") + "], \"nextCursor\": \"more\"}"));
        try (McpClient client = connect()) {
            assertThat(client.listTasks(QUICK)).extracting(TaskState::status)
                    .containsExactly(TaskState.Status.WORKING, TaskState.Status.FAILED);
            assertThat(client.getTask("T1", QUICK).poll()).isEqualTo(Duration.ofMillis(20));
            client.cancelTask("T1", QUICK);
            assertThat(server.of("tasks/cancel")).singleElement()
                    .satisfies(call -> assertThat(call.params().path("taskId").stringValue()).isEqualTo("T1"));
            assertThat(Objects.requireNonNull(changes.poll(10, TimeUnit.SECONDS))).isInstanceOfSatisfying(
                    ServerChange.Task.class, task -> assertThat(task.state().status()).isEqualTo(
                            TaskState.Status.COMPLETED));
        }
    }

    private static String task(String status) {
        return """
                {"taskId": "T1", "status": "%s", "createdAt": "2025-11-25T10:30:00Z",
                 "lastUpdatedAt": "2025-11-25T10:30:00Z", "ttl": null, "pollInterval": 20}""".formatted(status);
    }

    private McpClient connect() throws InterruptedException {
        return McpClient.connect(
                new HttpTransport(server.uri(), Map.of(), HttpAuthorizer.NONE, MessageTrace.NONE,
                        HttpTransportSettings.defaults()),
                ClientProfile.of("test", "1").answering(Set.of(InputKind.ROOTS)),
                new ClientHandlers() {
                    @Override
                    public void changed(ServerChange change) {
                        changes.add(change);
                    }
                });
    }
}
