package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolResult;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class TasksTest {
    private static final String CAN = "{\"elicitation\":{},\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";
    private static final InputRequest.Form CONFIRM = new InputRequest.Form("Sure?", TestEngine.json("""
            {"type":"object","properties":{"confirm":{"type":"boolean"}},"required":["confirm"]}"""));

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final TestEngine engine = new TestEngine(new TestToolBox()
            .with(TestToolBox.any("job").with(TaskSupport.OPTIONAL), (_, context) -> job(context))
            .with(TestToolBox.any("sure").with(TaskSupport.REQUIRED), (_, context) -> sure(context))
            .with(TestToolBox.any("first").with(TaskSupport.OPTIONAL), (_, context) -> {
                context.ask(Map.of("before", CONFIRM));
                context.becomeTask();
                return TestToolBox.said("asked before");
            })
            .with(TestToolBox.any("broken").with(TaskSupport.OPTIONAL), (_, context) -> {
                context.becomeTask();
                throw new IllegalStateException("a bug");
            })
            .with(TestToolBox.any("refused").with(TaskSupport.OPTIONAL), (_, context) -> {
                context.becomeTask();
                throw new RpcException(RpcError.of(-32050, "not today"));
            })
            .with(TestToolBox.any("plain"), (_, context) -> TestToolBox.said("task: " + context.becomeTask())),
            new McpServerSettings(64, 4096, 9, 1, Duration.ZERO, McpServerSettings.Asks.defaults(),
                    McpServerSettings.Listening.defaults(),
                    new McpServerSettings.Running(2, Duration.ofMinutes(1), Duration.ofMillis(50))));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ToolResult job(CallContext context) throws InterruptedException {
        boolean task = context.becomeTask();
        try {
            release.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
        return TestToolBox.said("done, task: " + task);
    }

    private static ToolResult sure(CallContext context) throws InterruptedException {
        context.becomeTask();
        return TestToolBox.said(context.ask(Map.of("one", CONFIRM, "two", CONFIRM)).keySet().stream().sorted().toList()
                .toString());
    }

    @AfterEach
    void endThreads() {
        engine.close();
        threads.close();
    }

    @Test
    void a_call_goes_on_behind_its_handle() throws Exception {
        ObjectNode handle = call("job");
        String id = handle.path("taskId").stringValue();

        assertThat(handle.path("resultType").stringValue()).isEqualTo("task");
        assertThat(handle.propertyNames()).doesNotContain("result", "error", "inputRequests", "requestState",
                "content");
        assertThat(handle.path("ttlMs").intValue()).isEqualTo(60_000);
        assertThat(get(id).path("status").stringValue()).isEqualTo("working");

        release.countDown();

        ObjectNode done = await(id, "completed");
        assertThat(done.path("resultType").stringValue()).isEqualTo("complete");
        assertThat(done.at("/result/content/0/text").stringValue()).isEqualTo("done, task: true");
    }

    @Test
    void a_client_without_tasks_waits() throws Exception {
        release.countDown();

        assertThat(TestEngine.text(engine.stateless("tools/call", "\"name\":\"job\"", "{}")))
                .isEqualTo("done, task: false");
        assertThat(TestEngine.text(engine.stateless("tools/call", "\"name\":\"plain\"", CAN))).isEqualTo("task: false");
        engine.shake("2025-11-25", "{}");
        assertThat(TestEngine.text(engine.stateful("tools/call", "{\"name\":\"job\"}")))
                .isEqualTo("done, task: false");
    }

    @Test
    void questions_park_a_task_until_all_are_answered() throws Exception {
        String id = call("sure").path("taskId").stringValue();
        ObjectNode parked = await(id, "input_required");
        assertThat(parked.path("inputRequests").propertyNames()).containsExactlyInAnyOrder("one", "two");

        assertThat(TestEngine.error(update(id, "{\"one\":{\"action\":\"accept\",\"content\":{}}}")).code())
                .isEqualTo(-32602);
        ObjectNode acknowledged = TestEngine.result(update(id, "{\"one\":{\"action\":\"accept\",\"content\":"
                + "{\"confirm\":true}},\"other\":{}}"));
        assertThat(acknowledged.propertyNames()).containsExactlyInAnyOrder("resultType", "_meta");

        ObjectNode half = get(id);
        assertThat(half.path("status").stringValue()).isEqualTo("input_required");
        assertThat(half.path("inputRequests").propertyNames()).containsExactly("two");

        TestEngine.result(update(id, "{\"two\":{\"action\":\"decline\"}}"));
        assertThat(await(id, "completed").at("/result/content/0/text").stringValue()).isEqualTo("[one, two]");
    }

    @Test
    void what_is_asked_before_the_task_is_asked_in_rounds() throws Exception {
        ObjectNode asked = call("first");
        assertThat(asked.path("resultType").stringValue()).isEqualTo("input_required");
        assertThat(asked.has("taskId")).isFalse();

        ObjectNode handle = TestEngine.result(engine.stateless("tools/call", "\"name\":\"first\",\"inputResponses\":"
                + "{\"before\":{\"action\":\"accept\",\"content\":{\"confirm\":true}}},\"requestState\":\""
                + asked.path("requestState").stringValue() + "\"", CAN));

        assertThat(handle.path("resultType").stringValue()).isEqualTo("task");
        await(handle.path("taskId").stringValue(), "completed");
    }

    @Test
    void a_cancelled_task_is_interrupted_and_stays_cancelled() throws Exception {
        String id = call("job").path("taskId").stringValue();

        TestEngine.result(engine.stateless("tasks/cancel", "\"taskId\":\"" + id + "\"", CAN));

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(await(id, "cancelled").propertyNames()).doesNotContain("result", "error");
        TestEngine.result(engine.stateless("tasks/cancel", "\"taskId\":\"" + id + "\"", CAN));
        assertThat(get(id).path("status").stringValue()).isEqualTo("cancelled");
    }

    @Test
    void a_task_fails_with_the_error_that_its_call_would_have_had() throws Exception {
        ObjectNode refused = await(call("refused").path("taskId").stringValue(), "failed");
        assertThat(refused.path("error").path("code").intValue()).isEqualTo(-32050);
        ObjectNode broken = await(call("broken").path("taskId").stringValue(), "failed");
        assertThat(broken.path("error").path("message").stringValue()).contains("f1").doesNotContain("bug");
        assertThat(engine.faults).hasSize(1);
    }

    @Test
    void a_task_is_its_callers_alone_and_gone_after_its_time() {
        String id = call("job").path("taskId").stringValue();
        String taskId = "\"taskId\":\"" + id + "\"";

        assertThat(TestEngine.error(engine.stateless("tasks/get", taskId, CAN, "another")).code()).isEqualTo(-32602);
        assertThat(TestEngine.error(engine.stateless("tasks/get", "\"taskId\":\"nope\"", CAN)).code())
                .isEqualTo(-32602);
        engine.clock.advance(Duration.ofMillis(60_001));
        assertThat(TestEngine.error(engine.stateless("tasks/get", taskId, CAN)).code()).isEqualTo(-32602);
    }

    @Test
    void without_the_extension_tasks_do_not_exist() {
        for (String method : new String[]{"tasks/get", "tasks/update", "tasks/cancel"}) {
            RpcError error = TestEngine.error(engine.stateless(method, "\"taskId\":\"x\"", "{}"));
            assertThat(error.code()).isEqualTo(-32021);
            assertThat(error.data()).isEqualTo(TestEngine.json("{\"requiredCapabilities\":{\"extensions\":"
                    + "{\"io.modelcontextprotocol/tasks\":{}}}}"));
        }
        assertThat(TestEngine.error(engine.stateless("tools/call", "\"name\":\"sure\"", "{}")).code())
                .isEqualTo(-32021);
        assertThat(TestEngine.error(engine.stateless("tasks/list", "", CAN)).code()).isEqualTo(-32601);
        assertThat(TestEngine.error(engine.stateless("tasks/result", "\"taskId\":\"x\"", CAN)).code())
                .isEqualTo(-32601);
    }

    @Test
    void tasks_do_not_hold_the_place_of_a_call_but_have_a_bound_of_their_own() {
        assertThat(call("job").has("taskId")).isTrue();
        assertThat(call("job").has("taskId")).isTrue();
        release.countDown();

        assertThat(call("job").at("/content/0/text").stringValue()).isEqualTo("done, task: false");
    }

    @Test
    void a_listener_is_told_what_becomes_of_a_task() throws Exception {
        String id = call("job").path("taskId").stringValue();
        RequestExchange listening = engine.begin("subscriptions/listen", "\"notifications\":{\"taskIds\":[\"" + id
                + "\",\"nope\"]}", CAN, "");
        Future<Optional<Message.Answer>> end = threads.submit(() -> Optional.ofNullable(listening.complete()));
        assertThat(TestEngine.line(engine.next())).contains("\"taskIds\":[\"" + id + "\"]");

        release.countDown();

        assertThat(TestEngine.line(engine.next())).contains("notifications/tasks", id, "completed", "done, task: true",
                "subscriptionId");
        listening.cancel();
        assertThat(end.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void a_call_cancelled_before_it_becomes_a_task_is_interrupted() throws Exception {
        RequestExchange exchange = engine.begin("tools/call", "\"name\":\"job\"", "{}", "");
        Future<Optional<Message.Answer>> answer = threads.submit(() -> Optional.ofNullable(exchange.complete()));
        engine.server.notified(engine.session, new Message.Notification("notifications/cancelled",
                TestEngine.json("{\"requestId\":1}")));

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    private ObjectNode call(String tool) {
        return TestEngine.result(engine.stateless("tools/call", "\"name\":\"" + tool + "\"", CAN));
    }

    private ObjectNode get(String id) {
        return TestEngine.result(engine.stateless("tasks/get", "\"taskId\":\"" + id + "\"", CAN));
    }

    private Message.Answer update(String id, String responses) {
        return Objects.requireNonNull(engine.stateless("tasks/update",
                "\"taskId\":\"" + id + "\",\"inputResponses\":" + responses, CAN));
    }

    private ObjectNode await(String id, String status) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < end) {
            ObjectNode task = get(id);
            if (task.path("status").stringValue().equals(status)) {
                return task;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("never " + status + ": " + get(id));
    }
}
