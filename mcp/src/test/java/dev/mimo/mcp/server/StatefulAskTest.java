package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

class StatefulAskTest {
    private final TestEngine engine = new TestEngine(new TestToolBox()
            .with(TestToolBox.any("roots"), (_, context) -> {
                InputResponse answered = context.ask(Map.of("dirs", new InputRequest.Roots())).get("dirs");
                return TestToolBox.said(answered instanceof InputResponse.Roots roots ? roots.roots().toString() : "?");
            })
            .with(TestToolBox.any("visit"), (_, context) -> TestToolBox.said(
                    context.ask(Map.of("page", new InputRequest.Visit("Look.", "https://example.com/"))).toString()))
            .with(TestToolBox.any("needy").needing(InputKind.SAMPLE), (_, _) -> TestToolBox.said("sampled")));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void endThreads() {
        engine.close();
        threads.close();
    }

    @Test
    void a_question_is_a_request_whose_answer_the_call_waits_for() throws Exception {
        engine.shake("2025-11-25", "{\"roots\":{\"listChanged\":true}}");
        Future<Optional<Message.Answer>> answer = call("roots");

        Message.Request asked = (Message.Request) engine.next();
        assertThat(asked.method()).isEqualTo("roots/list");
        engine.session.answered(new Message.Result(asked.id(),
                TestEngine.json("{\"roots\":[{\"uri\":\"file:///a\",\"name\":\"a\"}]}")));

        assertThat(TestEngine.text(answer.get(10, TimeUnit.SECONDS).orElseThrow())).contains("file:///a");
    }

    @Test
    void an_error_of_the_client_fails_the_call_and_says_so() throws Exception {
        engine.shake("2025-11-25", "{\"roots\":{}}");
        Future<Optional<Message.Answer>> answer = call("roots");

        Message.Request asked = (Message.Request) engine.next();
        engine.session.answered(new Message.Failure(new RequestId.Text("nobody"), RpcError.of(1, "stray")));
        engine.session.answered(new Message.Failure(asked.id(), RpcError.of(-1, "the user said no")));

        assertThat(TestEngine.error(answer.get(10, TimeUnit.SECONDS).orElseThrow()).message())
                .contains("the user said no");
    }

    @Test
    void a_client_that_did_not_declare_it_is_never_asked() {
        engine.shake("2025-06-18", "{}");

        assertThat(TestEngine.error(engine.stateful("tools/call", "{\"name\":\"roots\"}")).message()).contains("roots");
        assertThat(TestEngine.text(engine.stateful("tools/call", "{\"name\":\"needy\"}"))).contains("sampling");
        assertThat(engine.got).isEmpty();
    }

    @Test
    void an_older_revision_does_not_know_of_visits() {
        engine.shake("2025-06-18", "{\"elicitation\":{\"url\":{}}}");

        assertThat(TestEngine.error(engine.stateful("tools/call", "{\"name\":\"visit\"}")).message())
                .contains("address");
    }

    @Test
    void a_visit_has_an_id_of_its_own() throws Exception {
        engine.shake("2025-11-25", "{\"elicitation\":{\"url\":{}}}");
        Future<Optional<Message.Answer>> answer = call("visit");

        Message.Request asked = (Message.Request) engine.next();
        assertThat(asked.params().path("mode").stringValue()).isEqualTo("url");
        assertThat(asked.params().path("elicitationId").stringValue()).isNotEmpty();
        engine.session.answered(new Message.Result(asked.id(), TestEngine.json("{\"action\":\"accept\"}")));

        assertThat(TestEngine.text(answer.get(10, TimeUnit.SECONDS).orElseThrow())).contains("ACCEPT");
    }

    @Test
    void cancelling_the_call_takes_the_question_back() throws Exception {
        engine.shake("2025-11-25", "{\"roots\":{}}");
        RequestExchange exchange = engine.beginStateful("tools/call", "{\"name\":\"roots\"}");
        Future<Optional<Message.Answer>> answer = threads.submit(() -> Optional.ofNullable(exchange.complete()));
        Message.Request asked = (Message.Request) engine.next();

        exchange.cancel();

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(engine.next()).isEqualTo(new Message.Notification("notifications/cancelled",
                JsonNodeFactory.instance.objectNode().put("requestId", ((RequestId.Whole) asked.id()).value())));
    }

    @Test
    void a_client_that_is_gone_is_not_waited_for() throws Exception {
        engine.shake("2025-11-25", "{\"roots\":{}}");
        Future<Optional<Message.Answer>> answer = call("roots");
        engine.next();

        engine.session.close();

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    private Future<Optional<Message.Answer>> call(String tool) {
        return threads.submit(
                () -> Optional.ofNullable(engine.stateful("tools/call", "{\"name\":\"" + tool + "\"}")));
    }
}
