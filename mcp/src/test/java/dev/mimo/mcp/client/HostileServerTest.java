package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpTransport;
import dev.mimo.mcp.client.http.HttpTransportSettings;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.ServerChange;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Servers that mean the client no good.
@Timeout(60)
class HostileServerTest {
    private static final CallOptions QUICK = CallOptions.within(Duration.ofSeconds(20));
    private static final CallOptions SHORT = CallOptions.within(Duration.ofMillis(500));
    private static final String HELLO = "{\"content\": [{\"type\": \"text\", \"text\": \"hello\"}]}";

    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable FakeServer open;

    @AfterEach
    void stop() {
        over.countDown();
        if (open != null) {
            open.close();
        }
    }

    @Test
    void a_notification_that_is_refused_without_end_holds_nobody_up() throws Exception {
        FakeServer server = using(FakeServer.legacy());
        server.on("notifications/initialized", call -> drip(call, 400));

        assertThatThrownBy(() -> connect(server)).isInstanceOfSatisfying(McpClientException.class,
                e -> assertThat(e.reason()).isEqualTo(new McpClientException.Rejected(400)));
    }

    @Test
    void an_answer_that_drips_is_left_when_the_time_is_over_whatever_its_status() throws Exception {
        FakeServer server = using(FakeServer.modern());
        try (McpClient client = connect(server)) {
            for (int status : new int[]{200, 400, 500}) {
                server.on("tools/call", call -> drip(call, status));

                assertThatThrownBy(() -> client.callTool("t", Json.object(), SHORT)).as("HTTP " + status)
                        .isInstanceOfSatisfying(McpClientException.class,
                                e -> assertThat(e.reason()).isInstanceOf(McpClientException.TimedOut.class));
            }
            server.on("tools/call", call -> call.result(HELLO));
            assertThat(client.callTool("t", Json.object(), QUICK).content()).hasSize(1);
        }
    }

    @Test
    void a_stream_without_an_answer_is_left_when_the_time_is_over() throws Exception {
        FakeServer server = using(FakeServer.modern());
        server.on("tools/call", call -> call.events().untilGone());
        try (McpClient client = connect(server)) {
            assertThatThrownBy(() -> client.callTool("t", Json.object(), SHORT)).isInstanceOfSatisfying(
                    McpClientException.class,
                    e -> assertThat(e.reason()).isInstanceOf(McpClientException.TimedOut.class));
        }
    }

    @Test
    void redirects_that_run_in_a_circle_end() throws Exception {
        FakeServer server = using(FakeServer.modern());
        server.on("tools/call", call -> {
            call.answerHeader("Location", "/mcp?" + server.of("tools/call").size());
            call.status(307);
        });
        try (McpClient client = connect(server)) {
            assertThatThrownBy(() -> client.callTool("t", Json.object(), QUICK)).isInstanceOfSatisfying(
                    McpClientException.class,
                    e -> assertThat(e.reason()).isEqualTo(new McpClientException.Rejected(307)));
        }
        assertThat(server.of("tools/call")).hasSizeLessThan(10);
    }

    @Test
    void of_two_answers_to_one_request_the_first_counts() throws Exception {
        FakeServer server = using(FakeServer.modern());
        server.on("tools/call", call -> call.events().data(call.answer(HELLO))
                .data(call.answer(HELLO.replace("hello", "bye"))));
        try (McpClient client = connect(server)) {
            assertThat(client.callTool("t", Json.object(), QUICK).content()).containsExactly(Content.text("hello"));
            assertThat(client.callTool("t", Json.object(), QUICK).content()).containsExactly(Content.text("hello"));
        }
    }

    @Test
    void an_answer_to_another_request_is_none() throws Exception {
        FakeServer server = using(FakeServer.modern());
        server.on("tools/call",
                call -> call.body(200, call.answer(HELLO).replace("\"id\":" + call.id(), "\"id\":4711")));
        try (McpClient client = connect(server)) {
            assertThatThrownBy(() -> client.callTool("t", Json.object(), QUICK))
                    .hasMessageContaining("answers another request");
        }
    }

    @Test
    void questions_in_a_flood_are_neither_all_held_nor_all_refused() throws Exception {
        FakeServer server = using(FakeServer.legacy());
        int questionsMax = ClientSettings.defaults().questionsMax();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(questionsMax);
        server.on("answer", _ -> {
            refused.countDown();
            over.await();
        }).on("GET", call -> {
            FakeServer.Events events = call.events();
            for (int i = 0; i < 1_000; i++) {
                events.data("{\"jsonrpc\": \"2.0\", \"id\": \"q" + i
                        + "\", \"method\": \"elicitation/create\", \"params\":"
                        + " {\"message\": \"?\", \"requestedSchema\": {\"type\": \"object\", \"properties\": {}}}}");
            }
            events.data("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/tools/list_changed\"}");
            over.await();
        }).on("ping", call -> call.result("{}"));
        ClientHandlers slow = new ClientHandlers() {
            @Override
            public InputResponse.Elicited fill(InputRequest.Form form) throws InterruptedException {
                over.await();
                return ClientHandlers.super.fill(form);
            }

            @Override
            public void changed(ServerChange change) {
                asked.countDown();
            }
        };
        try (McpClient client = connect(server, slow)) {
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
            // a busy client is no broken one
            assertThat(server.of("answer")).allSatisfy(answer -> assertThat(Objects.requireNonNull(answer.message)
                    .path("error").path("code").asInt()).isEqualTo(RpcError.SERVER_ERROR));
            for (int i = 0; i < 20; i++) {
                client.ping(QUICK);
            }
            assertThat(server.of("answer")).hasSize(questionsMax);
        }
    }

    @Test
    void a_list_of_few_entries_that_are_long_is_not_read_without_end() throws Exception {
        FakeServer server = using(FakeServer.modern());
        AtomicInteger pages = new AtomicInteger();
        server.on("resources/list", call -> call.result("{\"nextCursor\": \"" + pages.incrementAndGet()
                + "\", \"resources\": [{\"uri\": \"a:b\", \"name\": \"" + "x".repeat(16 << 20) + "\"}]}"));
        try (McpClient client = connect(server)) {
            assertThatThrownBy(() -> client.listResources(QUICK)).isInstanceOf(McpClientException.class)
                    .hasMessageContaining("bytes");
            assertThat(pages).hasValueLessThan(6);
        }
    }

    /// A body that never ends.
    private static void drip(FakeServer.Call call, int status) throws IOException, InterruptedException {
        try (OutputStream out = call.begin(status)) {
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(20);
            }
        } catch (IOException _) {
            // the client has gone away
        }
    }

    private FakeServer using(FakeServer server) {
        open = server;
        return server;
    }

    private static McpClient connect(FakeServer server) throws InterruptedException {
        return connect(server, ClientHandlers.NONE);
    }

    private static McpClient connect(FakeServer server, ClientHandlers handlers) throws InterruptedException {
        return McpClient.connect(
                new HttpTransport(server.uri(), Map.of(), HttpAuthorizer.NONE, MessageTrace.NONE,
                        HttpTransportSettings.defaults()),
                ClientProfile.of("test", "1").answering(Set.of(InputKind.FORM)), handlers);
    }
}
