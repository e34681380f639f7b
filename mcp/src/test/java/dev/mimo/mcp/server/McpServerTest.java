package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class McpServerTest {
    private final TestTools tools = new TestTools();
    private final List<Throwable> faults = new ArrayList<>();
    private final McpServer server =
            new McpServer(new ServerIdentity("test", "A test", "1", "Be kind."), ServerFeatures.of(tools),
                    new McpServerSettings(64, 4096, 2, 2, Duration.ofSeconds(60)), (_, fault) -> {
                        faults.add(fault);
                        return "f" + faults.size();
                    });
    private final McpSession session = server.open();

    @ParameterizedTest
    @ValueSource(strings = {"mcp-stateful.txt", "mcp-versions.txt",
            "mcp-stateless.txt"})
    void a_whole_session_goes_as_written(String name) throws IOException {
        new SessionTranscript(server).holds(name);
    }

    @Test
    void a_bug_in_a_tool_is_reported_once_under_the_id_that_the_answer_carries() {
        Message.Answer answer = server.begin(session, call(1, "broken"), RequestInfo.LOCAL, _ -> {}).complete();

        assertThat(answer).isInstanceOfSatisfying(Message.Failure.class, failure -> {
            assertThat(failure.error().code()).isEqualTo(-32603);
            assertThat(failure.error().message()).contains("f1").doesNotContain("a bug");
        });
        assertThat(faults).hasSize(1);
    }

    @Test
    void a_cancellation_reaches_the_running_tool_and_leaves_no_answer() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RequestExchange exchange = server.begin(session, call(1, "wait"), RequestInfo.LOCAL, _ -> {});
            Future<Optional<Message.Answer>> answer = threads.submit(() -> Optional.ofNullable(exchange.complete()));
            assertThat(tools.waiting.await(10, TimeUnit.SECONDS)).isTrue();

            server.notified(session, cancelled(1));

            assertThat(answer.get(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(tools.interrupted.getCount()).isZero();
            assertThat(session.isBusy()).isFalse();
            assertThat(faults).isEmpty();
        }
    }

    @Test
    void a_request_cancelled_before_it_starts_never_starts() {
        RequestExchange exchange = server.begin(session, call(1, "broken"), RequestInfo.LOCAL, _ -> {});
        server.notified(session, cancelled(1));

        assertThat(exchange.complete()).isNull();
        assertThat(faults).isEmpty();
    }

    @Test
    void a_cancellation_that_comes_too_late_disturbs_nobody() {
        RequestExchange exchange = server.begin(session, call(1, "echo"), RequestInfo.LOCAL, _ -> {});
        assertThat(exchange.complete()).isNotNull();

        exchange.cancel();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void an_id_in_use_is_refused_and_free_again_afterwards() {
        RequestExchange first = server.begin(session, call(1, "echo"), RequestInfo.LOCAL, _ -> {});

        assertThatThrownBy(() -> server.begin(session, call(1, "echo"), RequestInfo.LOCAL, _ -> {}))
                .isInstanceOf(RpcException.class);

        assertThat(first.complete()).isNotNull();
        assertThat(server.begin(session, call(1, "echo"), RequestInfo.LOCAL, _ -> {}).complete()).isNotNull();
    }

    @Test
    void calls_beyond_the_bound_are_told_that_it_is_too_busy() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Message.Answer>>> answers = new ArrayList<>();
            for (int id = 0; id < 3; id++) {
                RequestExchange exchange = server.begin(session, call(id, "wait"), RequestInfo.LOCAL, _ -> {});
                answers.add(threads.submit(() -> Optional.ofNullable(exchange.complete())));
            }

            Message.Answer refused = firstOf(answers);
            session.close();

            assertThat(refused).isInstanceOfSatisfying(Message.Result.class, result -> {
                assertThat(result.result().path("isError").booleanValue()).isTrue();
                assertThat(result.result().path("content").path(0).path("text").stringValue()).contains("Too many");
            });
        }
    }

    private static Message.Answer firstOf(List<Future<Optional<Message.Answer>>> answers) throws Exception {
        while (true) {
            for (Future<Optional<Message.Answer>> answer : answers) {
                if (answer.isDone()) {
                    return answer.get().orElseThrow();
                }
            }
            Thread.onSpinWait();
        }
    }

    private static Message.Request call(long id, String tool) {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("name", tool);
        params.putObject("_meta").put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .putObject("io.modelcontextprotocol/clientCapabilities");
        return new Message.Request(new RequestId.Whole(id), "tools/call", params);
    }

    private static Message.Notification cancelled(long id) {
        return new Message.Notification("notifications/cancelled",
                JsonNodeFactory.instance.objectNode().put("requestId", id));
    }
}
