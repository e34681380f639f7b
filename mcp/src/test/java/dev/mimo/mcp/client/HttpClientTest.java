package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpTransport;
import dev.mimo.mcp.client.http.HttpTransportSettings;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.OutputValidator;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.model.ToolResult;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The client against a real HTTP server of either era.
@Timeout(60)
class HttpClientTest {
    private static final CallOptions QUICK = CallOptions.within(Duration.ofSeconds(20));
    private static final String HELLO = "{\"content\": [{\"type\": \"text\", \"text\": \"hello\"}]}";

    private @Nullable FakeServer open;
    private ClientHandlers handlers = ClientHandlers.NONE;
    private HttpAuthorizer authorizer = HttpAuthorizer.NONE;
    private Set<InputKind> asks = Set.of();
    private OutputValidator checker = OutputValidator.NONE;

    @AfterEach
    void stop() {
        if (open != null) {
            open.close();
        }
    }

    @Test
    void a_server_of_the_stateless_era_is_spoken_to_with_headers_and_an_envelope() throws Exception {
        FakeServer server = using(FakeServer.modern());
        server.on("tools/call", call -> call.result(HELLO));
        try (McpClient client = connect(server)) {
            ToolResult result = client.callTool("größe", object("{\"a\": 1}"), QUICK);

            assertThat(client.server().revision()).isEqualTo(Revision.V2026_07_28);
            assertThat(client.server().name()).isEqualTo("fake");
            assertThat(client.server().instructions()).isEqualTo("be kind");
            assertThat(result.content()).containsExactly(Content.text("hello"));
        }
        FakeServer.Call called = server.of("tools/call").getFirst();
        assertThat(called.header("MCP-Protocol-Version")).isEqualTo("2026-07-28");
        assertThat(called.header("Mcp-Method")).isEqualTo("tools/call");
        assertThat(called.header("Mcp-Name")).isEqualTo("=?base64?Z3LDtsOfZQ==?=");
        assertThat(called.header("Mcp-Session-Id")).isNull();
        assertThat(called.params().path("_meta").propertyNames()).containsExactly(
                "io.modelcontextprotocol/protocolVersion", "io.modelcontextprotocol/clientInfo",
                "io.modelcontextprotocol/clientCapabilities");
        assertThat(server.calls).noneMatch(call -> call.message == null);
    }

    @Test
    void a_server_that_names_the_revision_it_refuses_is_asked_once_more() throws Exception {
        FakeServer server = using(FakeServer.modern());
        AtomicInteger refusals = new AtomicInteger();
        server.on("server/discover", call -> {
            if (refusals.getAndIncrement() == 0) {
                call.error(400, -32022, "no", "{\"supported\":[\"2026-07-28\"],\"requested\":\"2026-07-28\"}");
            } else {
                call.result(FakeServer.MODERN);
            }
        });
        try (McpClient client = connect(server)) {
            assertThat(client.revision()).isEqualTo(Revision.V2026_07_28);
        }
        assertThat(refusals).hasValue(2);

        server.on("server/discover", call -> call.error(400, -32022, "no", "{\"supported\":[\"2026-07-28\"]}"));
        assertThatThrownBy(() -> connect(server)).isInstanceOf(McpClientException.class).hasMessageContaining("-32022");
    }

    @Test
    void a_server_of_the_stateful_era_gets_handshake_session_stream_and_farewell() throws Exception {
        FakeServer server = using(FakeServer.legacy());
        server.on("tools/call", call -> call.result(HELLO));
        try (McpClient client = connect(server)) {
            assertThat(client.revision()).isEqualTo(Revision.V2025_11_25);
            client.callTool("t", object("{}"), QUICK);
        }

        assertThat(server.calls).extracting(FakeServer.Call::method).containsExactly("server/discover", "initialize",
                "notifications/initialized", "GET", "tools/call", "DELETE");
        assertThat(server.of("initialize").getFirst().header("MCP-Protocol-Version")).isNull();
        assertThat(server.calls.subList(2, 6)).allSatisfy(call -> {
            assertThat(call.header("Mcp-Session-Id")).isEqualTo("s1");
            assertThat(call.header("MCP-Protocol-Version")).isEqualTo("2025-11-25");
        });
        assertThat(server.of("tools/call").getFirst().params().has("_meta")).isFalse();
    }

    @Test
    void faults_and_refused_credentials_say_nothing_about_the_era() throws Exception {
        FakeServer server = using(new FakeServer());
        server.on("server/discover", call -> call.status(503));
        assertReason(() -> connect(server), McpClientException.Lost.class);
        server.on("server/discover", call -> call.status(401));
        assertReason(() -> connect(server), McpClientException.Unauthorized.class);
        assertThat(server.of("initialize")).isEmpty();

        server.on("server/discover", call -> call.status(404)).on("initialize", call -> call.status(404));
        assertReason(() -> connect(server), McpClientException.Rejected.class);
    }

    @Test
    void a_result_that_describes_nothing_shows_the_stateful_era() throws Exception {
        FakeServer server = using(FakeServer.legacy()).on("server/discover", call -> call.result("{}"));
        try (McpClient client = connect(server)) {
            assertThat(client.revision()).isEqualTo(Revision.V2025_11_25);
        }
    }

    @Test
    void questions_on_the_answers_stream_are_answered_with_the_forms_defaults() throws Exception {
        FakeServer server = using(FakeServer.legacy());
        asks = EnumSet.of(InputKind.FORM);
        handlers = new ClientHandlers() {
            @Override
            public InputResponse.Elicited fill(InputRequest.Form form) {
                return new InputResponse.Elicited(InputResponse.Action.ACCEPT, object("{\"a\": 1}"));
            }
        };
        server.told.clear();
        server.on("tools/call", call -> {
            FakeServer.Events events = call.events();
            events.data("""
                    {"jsonrpc": "2.0", "id": "q1", "method": "elicitation/create", "params": {"message": "m",
                     "requestedSchema": {"type": "object", "properties": {"a": {"type": "integer", "default": 7},
                      "b": {"type": "number", "default": 95.5}, "c": {"type": "string"}}}}}""");
            ObjectNode answer = server.nextTold();
            while (!answer.has("result")) {
                answer = server.nextTold();
            }
            events.data(call.answer("{\"content\": [{\"type\": \"text\", \"text\": "
                    + Json.text(Json.object().put("t", answer.required("result").toString()).get("t")) + "}]}"));
        });
        try (McpClient client = connect(server)) {
            ToolResult result = client.callTool("t", object("{}"), QUICK);

            assertThat(((Content.Text) result.content().getFirst()).text())
                    .isEqualTo("{\"action\":\"accept\",\"content\":{\"a\":1,\"b\":95.5}}");
        }
    }

    @Test
    void questions_on_the_servers_own_stream_are_answered_and_unknown_ones_refused() throws Exception {
        FakeServer server = using(FakeServer.legacy());
        server.on("GET", call -> call.events()
                .data("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\"}")
                .data("{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"roots/list\"}")
                .untilGone());
        try (McpClient client = connect(server)) {
            List<ObjectNode> told = List.of(server.nextTold(), server.nextTold(), server.nextTold());

            assertThat(told).anySatisfy(each -> assertThat(each).isEqualTo(
                    object("{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}")));
            assertThat(told).anySatisfy(each -> assertThat(each.path("error").path("code").asInt(0))
                    .isEqualTo(-32601));
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void progress_is_told_in_order_before_the_result() throws Exception {
        FakeServer server = using(FakeServer.modern());
        server.on("tools/call", call -> {
            String token = call.params().path("_meta").path("progressToken").toString();
            FakeServer.Events events = call.events();
            for (int i = 1; i <= 3; i++) {
                events.data("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                        + token + ",\"progress\":" + i + ",\"total\":3}}");
            }
            events.data(call.answer(HELLO));
        });
        List<Double> seen = new ArrayList<>();
        try (McpClient client = connect(server)) {
            client.callTool("t", object("{}"), QUICK.watchedBy((done, _, _) -> seen.add(done)));
        }
        assertThat(seen).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void an_answer_that_breaks_off_is_taken_up_where_it_was_after_the_time_that_the_server_wants() throws Exception {
        FakeServer server = using(FakeServer.legacy());
        AtomicInteger gets = new AtomicInteger();
        List<String> pending = new ArrayList<>();
        server.on("tools/call", call -> {
            pending.add(call.answer(HELLO));
            call.events().raw("id: e1\nretry: 300\ndata:\n\n");
        }).on("GET", call -> {
            gets.incrementAndGet();
            if (call.header("Last-Event-ID") == null) {
                call.status(405);
            } else {
                call.events().raw("id: e2\ndata: " + pending.getFirst() + "\n\n");
            }
        });
        try (McpClient client = connect(server)) {
            long before = System.nanoTime();
            ToolResult result = client.callTool("t", object("{}"), QUICK);

            assertThat(result.content()).hasSize(1);
            assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(290));
        }
        assertThat(server.of("GET")).last().satisfies(call -> assertThat(call.header("Last-Event-ID")).isEqualTo("e1"));
        assertThat(gets).hasValue(2);
    }

    @Test
    void an_answer_that_breaks_off_in_the_stateless_era_is_lost() throws Exception {
        FakeServer server = using(FakeServer.modern()).on("tools/call", call -> call.events().raw("id: 1\ndata:\n\n"));
        try (McpClient client = connect(server)) {
            assertReason(() -> client.callTool("t", object("{}"), QUICK), McpClientException.Lost.class);
        }
    }

    @Test
    void a_forgotten_session_is_made_anew_once() throws Exception {
        FakeServer server = using(FakeServer.legacy());
        server.on("tools/call", call -> {
            if ("s1".equals(call.header("Mcp-Session-Id"))) {
                call.error(404, -32001, "Session not found", "{}");
            } else {
                call.result(HELLO);
            }
        });
        try (McpClient client = connect(server)) {
            assertThat(client.callTool("t", object("{}"), QUICK).content()).hasSize(1);
            server.on("tools/call", call -> call.status(404));
            assertReason(() -> client.callTool("t", object("{}"), QUICK), McpClientException.SessionGone.class);
        }
        assertThat(server.of("initialize")).hasSize(3);
    }

    @Test
    void a_call_that_is_interrupted_is_cancelled_on_the_server() throws Exception {
        FakeServer server = using(FakeServer.legacy());
        CountDownLatch running = new CountDownLatch(1);
        server.on("tools/call", call -> {
            FakeServer.Events events = call.events();
            running.countDown();
            events.untilGone();
        });
        try (McpClient client = connect(server)) {
            Thread caller = Thread.ofVirtual().start(() -> assertThatThrownBy(
                    () -> client.callTool("t", object("{}"), QUICK)).isInstanceOf(InterruptedException.class));
            running.await();
            caller.interrupt();
            caller.join();
            ObjectNode told = server.nextTold();
            while (!told.path("method").asString("").equals("notifications/cancelled")) {
                told = server.nextTold();
            }
            assertThat(told.path("params").path("requestId").toString())
                    .isEqualTo(server.of("tools/call").getFirst().id());
        }
    }

    @Test
    void in_the_stateless_era_closing_the_stream_is_all_it_takes() throws Exception {
        FakeServer server = using(FakeServer.modern());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        server.on("tools/call", call -> {
            FakeServer.Events events = call.events();
            begun.countDown();
            events.untilGone();
            gone.countDown();
        });
        try (McpClient client = connect(server)) {
            FutureTask<Object> called = new FutureTask<>(() -> client.callTool("t", object("{}"), QUICK));
            Thread caller = Thread.ofVirtual().start(called);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            caller.interrupt();

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(called).failsWithin(Duration.ofSeconds(10)).withThrowableThat()
                    .withCauseInstanceOf(InterruptedException.class);
        }
        assertThat(server.told).isEmpty();
    }

    @Test
    void the_stream_ends_at_whatever_moment_the_call_is_given_up() throws Exception {
        FakeServer server = using(FakeServer.modern());
        int calls = 200;
        Thread[] callers = new Thread[calls];
        Semaphore gone = new Semaphore(0);
        server.on("tools/call", call -> {
            FakeServer.Events events = call.events();
            // the head of the answer is on its way
            callers[call.params().path("arguments").path("i").intValue()].interrupt();
            events.untilGone();
            gone.release();
        });
        try (McpClient client = connect(server)) {
            for (int i = 0; i < calls; i++) {
                String arguments = "{\"i\":" + i + "}";
                callers[i] = Thread.ofVirtual()
                        .unstarted(new FutureTask<>(() -> client.callTool("t", object(arguments), QUICK)));
                callers[i].start();
            }
            assertThat(gone.tryAcquire(calls, 20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void an_authorizer_may_bring_another_credential_and_have_it_sent_again() throws Exception {
        FakeServer server = using(FakeServer.modern());
        server.on("tools/call", call -> {
            if ("Bearer new".equals(call.header("Authorization"))) {
                call.result(HELLO);
            } else {
                call.answerHeader("WWW-Authenticate", "Bearer scope=\"more\"");
                call.status(403);
            }
        });
        List<String> operations = new ArrayList<>();
        authorizer = new HttpAuthorizer() {
            private volatile String token = "old";

            @Override
            public Map<String, String> headers(Sending sending) {
                return Map.of("Authorization", "Bearer " + token);
            }

            @Override
            public Verdict answered(Sending sending, int status, HttpHeaders headers) {
                if (status != 403) {
                    return Verdict.PROCEED;
                }
                operations.add(sending.operation() + " " + sending.attempt() + " "
                        + headers.firstValue("WWW-Authenticate").orElse(""));
                token = "new";
                return Verdict.RETRY;
            }
        };
        try (McpClient client = connect(server)) {
            client.callTool("t", object("{}"), QUICK);
        }
        assertThat(operations).containsExactly("tools/call t 1 Bearer scope=\"more\"");
    }

    @Test
    void a_redirect_within_the_origin_is_followed_and_no_other() throws Exception {
        FakeServer server = using(FakeServer.modern());
        AtomicInteger moves = new AtomicInteger();
        server.on("tools/call", call -> {
            if (moves.getAndIncrement() == 0) {
                call.answerHeader("Location", "/elsewhere");
                call.status(307);
            } else {
                call.result(HELLO);
            }
        });
        try (McpClient client = connect(server)) {
            assertThat(client.callTool("t", object("{}"), QUICK).content()).hasSize(1);
            server.on("tools/call", call -> {
                call.answerHeader("Location", "http://localhost:1/mcp");
                call.status(307);
            });
            assertReason(() -> client.callTool("t", object("{}"), QUICK), McpClientException.Rejected.class);
        }
    }

    @Test
    void an_answer_beyond_the_bound_is_refused() throws Exception {
        FakeServer server = using(FakeServer.modern());
        String big = "{\"content\": [{\"type\": \"text\", \"text\": \"" + "x".repeat(300_000) + "\"}]}";
        server.on("tools/call", call -> call.result(big));
        try (McpClient client = connect(server)) {
            assertReason(() -> client.callTool("t", object("{}"), QUICK), McpClientException.Broken.class);
            server.on("tools/call", call -> call.events().data(call.answer(big)));
            assertReason(() -> client.callTool("t", object("{}"), QUICK), McpClientException.Broken.class);
            server.on("tools/call", call -> call.body(200, "[1"));
            assertReason(() -> client.callTool("t", object("{}"), QUICK), McpClientException.Broken.class);
        }
    }

    @Test
    void arguments_are_repeated_in_headers_and_tools_that_cannot_be_are_left_out() throws Exception {
        FakeServer server = using(FakeServer.modern());
        AtomicInteger listed = new AtomicInteger();
        server.on("tools/list", call -> {
            String header = listed.getAndIncrement() == 0 ? "Old" : "Region";
            call.result("""
                    {"resultType": "complete", "ttlMs": 60000, "cacheScope": "public", "tools": [
                     {"name": "t", "inputSchema": {"type": "object", "properties":
                       {"region": {"type": "string", "x-mcp-header": "%s"}}}},
                     {"name": "bad", "inputSchema": {"type": "object", "properties":
                       {"region": {"type": "number", "x-mcp-header": "Region"}}}}]}""".formatted(header));
        });
        server.on("tools/call", call -> {
            if (call.header("Mcp-Param-Region") == null) {
                call.error(400, -32020, "Header mismatch", "{}");
            } else {
                call.result(HELLO);
            }
        });
        try (McpClient client = connect(server)) {
            assertThat(client.callTool("t", object("{\"region\": \" us\"}"), QUICK).content()).hasSize(1);
            assertThat(client.listTools(QUICK).leftOut()).extracting("name").containsExactly("bad");
        }
        assertThat(server.of("tools/call")).extracting(call -> call.header("Mcp-Param-Region"))
                .containsExactly(null, "=?base64?IHVz?=");
        assertThat(listed).hasValue(2);
    }

    @Test
    void a_structured_result_is_held_against_its_schema() throws Exception {
        FakeServer server = using(FakeServer.legacy());
        server.on("tools/list", call -> call.result("""
                {"tools": [{"name": "t", "inputSchema": {"type": "object"}, "outputSchema": {"type": "object"}}]}"""));
        server.on("tools/call", call -> call.result("{\"content\": [], \"structuredContent\": {\"a\": 1}}"));
        checker = (schema, value) -> value.has("a") ? List.of("/a: is not allowed") : List.of();
        try (McpClient client = connect(server)) {
            client.listTools(QUICK);
            assertThatThrownBy(() -> client.callTool("t", object("{}"), QUICK)).hasMessageContaining("/a");
            server.on("tools/call", call -> call.result("{\"content\": [], \"structuredContent\": {}}"));
            assertThat(client.callTool("t", object("{}"), QUICK).structured()).isEqualTo(object("{}"));
            server.on("tools/call", call -> call.result("{\"content\": []}"));
            assertReason(() -> client.callTool("t", object("{}"), QUICK), McpClientException.Broken.class);
            server.on("tools/call", call -> call.result("{\"content\": [], \"isError\": true}"));
            assertThat(client.callTool("t", object("{}"), QUICK).error()).isTrue();
        }
    }

    private McpClient connect(FakeServer server) throws InterruptedException {
        HttpTransportSettings usual = HttpTransportSettings.defaults();
        HttpTransportSettings small =
                new HttpTransportSettings(usual.connectTimeout(), Duration.ZERO, 200_000, 64, usual.tellTimeout(),
                        usual.streamWait(), Duration.ofMillis(20), usual.pauseMax(), 3, usual.closeWait());
        return McpClient.connect(new HttpTransport(server.uri(), Map.of(), authorizer, MessageTrace.NONE, small),
                new McpClient.Parts(ClientProfile.of("test", "1").answering(asks), handlers,
                        ClientSettings.defaults(), Clock.systemUTC()),
                checker);
    }

    private FakeServer using(FakeServer server) {
        open = server;
        return server;
    }

    @FunctionalInterface
    private interface Attempt {
        Object make() throws InterruptedException;
    }

    private static void assertReason(Attempt attempt, Class<? extends McpClientException.Reason> reason) {
        assertThatThrownBy(attempt::make).isInstanceOfSatisfying(McpClientException.class,
                e -> assertThat(e.reason()).as(e.getMessage()).isInstanceOf(reason));
    }

    private static ObjectNode object(String json) {
        return Json.parseObject(json, JsonLimits.defaults());
    }
}
