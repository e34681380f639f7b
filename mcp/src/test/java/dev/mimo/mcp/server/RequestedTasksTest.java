package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.mcp.server.input.ClientCapabilities;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The tasks of revision 2025-11-25, which clients ask for.
class RequestedTasksTest {
    private static final InputRequest.Form CONFIRM = new InputRequest.Form("Sure?", TestEngine.json("""
            {"type":"object","properties":{"confirm":{"type":"boolean"}},"required":["confirm"]}"""));

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final TestEngine engine = new TestEngine(new TestToolBox()
            .with(TestToolBox.any("job").with(TaskSupport.OPTIONAL), (_, context) -> job(context))
            .with(TestToolBox.any("must").with(TaskSupport.REQUIRED), (_, _) -> TestToolBox.said("it was a task"))
            .with(TestToolBox.any("sure").with(TaskSupport.OPTIONAL),
                    (_, context) -> TestToolBox.said(context.ask(Map.of("it", CONFIRM)).toString()))
            .with(TestToolBox.any("bad").with(TaskSupport.OPTIONAL), (_, _) -> ToolResult.failed("It rains.", "Wait."))
            .with(TestToolBox.any("refused").with(TaskSupport.OPTIONAL), (_, _) -> {
                throw new RpcException(RpcError.of(-32050, "not today"));
            })
            .with(TestToolBox.any("stubborn").with(TaskSupport.OPTIONAL), (_, context) -> stubborn(context))
            .with(TestToolBox.any("plain"), (_, context) -> TestToolBox.said("task: " + context.becomeTask())),
            new McpServerSettings(64, 4096, 2, 1, Duration.ZERO, McpServerSettings.Asks.defaults(),
                    McpServerSettings.Listening.defaults(),
                    new McpServerSettings.Running(3, Duration.ofMinutes(1), Duration.ofMillis(50))));
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

    private ToolResult stubborn(CallContext context) throws InterruptedException {
        try {
            release.await();
        } catch (InterruptedException _) {
            try {
                context.ask(Map.of("it", CONFIRM));
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }
        return TestToolBox.said("never mind");
    }

    @AfterEach
    void endThreads() {
        engine.close();
        threads.close();
    }

    private void shake() {
        engine.shake("2025-11-25", "{\"elicitation\":{}}");
    }

    @Test
    void only_the_revision_that_knows_them_is_told_of_tasks() {
        for (String version : new String[]{"2024-11-05", "2025-03-26", "2025-06-18"}) {
            engine.shake(version, "{}");
            assertThat(TestEngine.result(engine.stateful("tools/list", "{}")).toString()).doesNotContain("execution");
            assertThat(TestEngine.error(engine.stateful("tasks/list", "{}")).code()).isEqualTo(-32601);
        }
        release.countDown();
        assertThat(TestEngine.text(engine.stateful("tools/call", "{\"name\":\"job\",\"task\":{}}")))
                .isEqualTo("done, task: false");

        assertThat(TestEngine.result(engine.stateful("initialize", "{\"protocolVersion\":\"2025-11-25\"}"))
                .at("/capabilities/tasks")).isEqualTo(TestEngine.json("""
                        {"list":{},"cancel":{},"requests":{"tools":{"call":{}}}}"""));
        assertThat(TestEngine.result(engine.stateful("tools/list", "{}")).path("tools").valueStream()
                .map(tool -> tool.path("name").asString() + " " + tool.at("/execution/taskSupport").asString("-")))
                .containsExactly("job optional", "must required");
    }

    @Test
    void a_call_that_asks_for_it_goes_on_behind_its_handle() throws Exception {
        shake();
        ObjectNode created = TestEngine.result(call("job", "{\"ttl\":30000}"));
        assertThat(created.propertyNames()).containsExactly("task");
        ObjectNode task = (ObjectNode) created.path("task");
        assertThat(task.propertyNames()).containsExactlyInAnyOrder("taskId", "status", "createdAt", "lastUpdatedAt",
                "ttl", "pollInterval");
        assertThat(task.path("ttl").intValue()).isEqualTo(30_000);
        assertThat(task.path("createdAt").stringValue()).isEqualTo("1970-01-01T00:16:40Z");
        String id = task.path("taskId").stringValue();
        assertThat(get(id)).isEqualTo(task);
        Future<Optional<Message.Answer>> result = threads.submit(() -> Optional.ofNullable(about("tasks/result", id)));

        release.countDown();

        ObjectNode done = TestEngine.result(result.get(10, TimeUnit.SECONDS).orElseThrow());
        assertThat(done.at("/content/0/text").stringValue()).isEqualTo("done, task: true");
        assertThat(done.at("/_meta/io.modelcontextprotocol~1related-task/taskId").stringValue()).isEqualTo(id);
        assertThat(get(id).path("status").stringValue()).isEqualTo("completed");
        assertThat(TestEngine.result(about("tasks/result", id))).isEqualTo(done);
    }

    @Test
    void a_tool_says_how_it_can_be_called() {
        shake();
        release.countDown();

        assertThat(TestEngine.text(engine.stateful("tools/call", "{\"name\":\"job\"}"))).isEqualTo("done, task: false");
        assertThat(TestEngine.error(engine.stateful("tools/call", "{\"name\":\"must\"}")).code()).isEqualTo(-32601);
        assertThat(TestEngine.error(call("plain", "{}")).code()).isEqualTo(-32601);
        assertThat(TestEngine.error(call("job", "7")).code()).isEqualTo(-32602);
        assertThat(TestEngine.error(call("job", "{\"ttl\":\"long\"}")).code()).isEqualTo(-32602);
    }

    @Test
    void a_failure_of_the_tool_is_one_of_the_task_and_the_result_is_what_the_call_would_have_had() {
        shake();
        String bad = begin("bad");
        assertThat(TestEngine.result(about("tasks/result", bad)).path("isError").booleanValue()).isTrue();
        assertThat(get(bad).path("status").stringValue()).isEqualTo("failed");
        assertThat(get(bad).path("statusMessage").stringValue()).isEqualTo("It rains. Wait.");

        String refused = begin("refused");
        assertThat(TestEngine.error(about("tasks/result", refused)).code()).isEqualTo(-32050);
        assertThat(get(refused).path("statusMessage").stringValue()).isEqualTo("not today");
    }

    @Test
    void what_a_task_asks_travels_with_the_wait_for_its_result() throws Exception {
        shake();
        String id = begin("sure");
        await(id, "input_required");
        assertThat(engine.got).isEmpty();
        Future<Optional<Message.Answer>> result = threads.submit(() -> Optional.ofNullable(about("tasks/result", id)));
        Message.Request asked = (Message.Request) engine.next();
        assertThat(asked.method()).isEqualTo("elicitation/create");
        assertThat(asked.params().at("/_meta/io.modelcontextprotocol~1related-task/taskId").stringValue())
                .isEqualTo(id);

        engine.session.answered(new Message.Result(asked.id(), TestEngine.json("{\"action\":\"decline\"}")));

        assertThat(TestEngine.text(result.get(10, TimeUnit.SECONDS).orElseThrow())).contains("DECLINE");
    }

    @Test
    void a_wait_that_is_given_up_leaves_its_question_to_the_next() throws Exception {
        shake();
        String id = begin("sure");
        RequestExchange first = engine.beginStateful("tasks/result", "{\"taskId\":\"" + id + "\"}");
        Future<Optional<Message.Answer>> given = threads.submit(() -> Optional.ofNullable(first.complete()));
        assertThat(engine.next()).isInstanceOf(Message.Request.class);
        first.cancel();
        assertThat(given.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(TestEngine.line(engine.next())).contains("notifications/cancelled");

        Future<Optional<Message.Answer>> result = threads.submit(() -> Optional.ofNullable(about("tasks/result", id)));
        Message.Request again = (Message.Request) engine.next();
        engine.session.answered(new Message.Failure(again.id(), RpcError.of(-1, "the user is gone")));

        assertThat(TestEngine.error(result.get(10, TimeUnit.SECONDS).orElseThrow()).message())
                .contains("the user is gone");
        assertThat(get(id).path("status").stringValue()).isEqualTo("failed");
    }

    @Test
    void a_cancelled_task_is_interrupted_and_ends_the_wait_for_it() throws Exception {
        shake();
        String job = begin("job");
        String parked = begin("sure");
        Future<Optional<Message.Answer>> waiting =
                threads.submit(() -> Optional.ofNullable(about("tasks/result", job)));
        Future<Optional<Message.Answer>> asking =
                threads.submit(() -> Optional.ofNullable(about("tasks/result", parked)));
        assertThat(engine.next()).isInstanceOf(Message.Request.class);

        assertThat(TestEngine.result(about("tasks/cancel", job)).path("status").stringValue()).isEqualTo("cancelled");
        assertThat(TestEngine.result(about("tasks/cancel", parked)).path("status").stringValue())
                .isEqualTo("cancelled");

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(TestEngine.error(waiting.get(10, TimeUnit.SECONDS).orElseThrow()).message()).contains("cancelled");
        assertThat(TestEngine.error(asking.get(10, TimeUnit.SECONDS).orElseThrow()).message()).contains("cancelled");
        assertThat(TestEngine.error(about("tasks/cancel", job)).code()).isEqualTo(-32602);
    }

    @Test
    void a_cancelled_task_stays_so_whatever_its_tool_does() throws Exception {
        shake();
        String id = begin("stubborn");

        TestEngine.result(about("tasks/cancel", id));

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(get(id).path("status").stringValue()).isEqualTo("cancelled");
    }

    @Test
    void tasks_are_listed_page_by_page_and_have_a_bound() {
        shake();
        String[] ids = {begin("job"), begin("job"), begin("job")};
        RpcError refused = TestEngine.error(call("job", "{}"));
        assertThat(refused.message()).contains("Too many tasks");
        assertThat(refused.code()).isEqualTo(RpcError.SERVER_ERROR);

        ObjectNode first = TestEngine.result(engine.stateful("tasks/list", "{}"));
        assertThat(first.path("tasks").valueStream().map(task -> task.path("taskId").stringValue()))
                .containsExactly(ids[0], ids[1]);
        ObjectNode second = TestEngine.result(engine.stateful("tasks/list",
                "{\"cursor\":\"" + first.path("nextCursor").stringValue() + "\"}"));
        assertThat(second.path("tasks").valueStream().map(task -> task.path("taskId").stringValue()))
                .containsExactly(ids[2]);
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(TestEngine.error(engine.stateful("tasks/list", "{\"cursor\":\"x\"}")).code()).isEqualTo(-32602);
    }

    @Test
    void a_task_is_its_sessions_alone_and_ends_with_it() throws Exception {
        shake();
        String id = begin("job");
        try (McpSession other = engine.server.resume(
                new McpSession.Handshake(Revision.V2025_11_25, ClientCapabilities.NONE))) {
            for (String method : new String[]{"tasks/get", "tasks/result", "tasks/cancel"}) {
                assertThat(TestEngine.error(in(other, method, "{\"taskId\":\"" + id + "\"}")).code()).isEqualTo(-32602);
            }
            assertThat(TestEngine.result(in(other, "tasks/list", "{}")).path("tasks").isEmpty()).isTrue();
        }
        assertThat(TestEngine.error(engine.stateless("tasks/get", "\"taskId\":\"" + id + "\"",
                "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}")).code()).isEqualTo(-32602);
        assertThat(get(id).path("status").stringValue()).isEqualTo("working");

        engine.session.close();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(TestEngine.error(about("tasks/get", id)).code()).isEqualTo(-32602);
    }

    @Test
    void a_task_is_kept_as_long_as_its_client_wished_and_the_server_allows() {
        shake();
        String brief = TestEngine.result(call("job", "{\"ttl\":1000}")).at("/task/taskId").stringValue();
        ObjectNode dear = (ObjectNode) TestEngine.result(call("job", "{\"ttl\":3600000}")).path("task");
        assertThat(dear.path("ttl").intValue()).isEqualTo(60_000);

        engine.clock.advance(Duration.ofMillis(1001));

        assertThat(TestEngine.error(about("tasks/get", brief)).code()).isEqualTo(-32602);
        assertThat(TestEngine.error(about("tasks/result", brief)).code()).isEqualTo(-32602);
        assertThat(get(dear.path("taskId").stringValue()).path("status").stringValue()).isEqualTo("working");
    }

    @Test
    void the_client_is_told_what_becomes_of_its_tasks() throws Exception {
        shake();
        String id = begin("job");
        try (McpSession.Attachment _ = engine.session.attach(engine.got::add)) {
            release.countDown();

            assertThat(TestEngine.line(engine.next())).contains("notifications/tasks/status", id, "completed")
                    .doesNotContain("related-task", "done, task");
        }
    }

    private Message.@Nullable Answer call(String tool, String task) {
        return engine.stateful("tools/call", "{\"name\":\"" + tool + "\",\"task\":" + task + "}");
    }

    private String begin(String tool) {
        return TestEngine.result(call(tool, "{}")).at("/task/taskId").stringValue();
    }

    private Message.@Nullable Answer about(String method, String id) {
        return engine.stateful(method, "{\"taskId\":\"" + id + "\"}");
    }

    private ObjectNode get(String id) {
        return TestEngine.result(about("tasks/get", id));
    }

    private Message.@Nullable Answer in(McpSession session, String method, String params) {
        return engine.server.begin(session, new Message.Request(new RequestId.Whole(1), method,
                TestEngine.json(params)), RequestInfo.LOCAL, engine.got::add).complete();
    }

    private void await(String id, String status) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!get(id).path("status").stringValue().equals(status)) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
