package dev.mimo.mcp.http;

import dev.mimo.TestClock;
import dev.mimo.TestRecords;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpServerSettings;
import dev.mimo.mcp.server.ServerFeatures;
import dev.mimo.mcp.server.ServerIdentity;
import dev.mimo.mcp.server.TestToolBox;
import dev.mimo.mcp.server.TestTools;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class McpHttpTest {
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{},\"progressToken\":1}";
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}";

    private final TestTools tools = new TestTools();
    private final TestClock clock = new TestClock();
    private final McpServer server = new McpServer(new ServerIdentity("test", "A test", "1", "Be kind."),
            ServerFeatures.of(tools), McpServerSettings.defaults(), (_, _) -> "f");
    private final SessionStore keep = SessionStore.none();
    private final McpHttp http = http();

    private McpHttp http() {
        return new McpHttp(server, TestRecords.with(McpHttpSettings.defaults(), "sessionsMax", 2, "sessionIdle",
                Duration.ofMinutes(10), "sessionLife", Duration.ofHours(10)), clock, keep);
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void the_handshake_begins_a_session_that_serves_requests_until_it_is_deleted() throws IOException {
        String session = session("");
        RecordedCall initialized = handle(inSession(session,
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"));
        RecordedCall listed = handle(inSession(session, LIST).with("MCP-Protocol-Version", "2025-11-25"));
        RecordedCall deleted = handle(new RecordedCall("DELETE", "").with("Mcp-Session-Id", session));
        RecordedCall after = handle(inSession(session, LIST));

        assertThat(initialized.status).isEqualTo(202);
        assertThat(initialized.answer).isEmpty();
        assertThat(listed.status).isEqualTo(200);
        assertThat(listed.answerHeaders).containsEntry("Content-Type", "application/json");
        assertThat(listed.answer).contains("\"tools\":[");
        assertThat(deleted.status).isEqualTo(204);
        assertThat(after.status).isEqualTo(404);
        assertThat(after.answer).contains("\"id\":2").contains("-32001");
    }

    @Test
    void what_is_not_plain_json_in_utf_8_is_refused() throws IOException {
        assertThat(handle(RecordedCall.post(INITIALIZE).with("Content-Encoding", "gzip")).status).isEqualTo(415);
        assertThat(handle(RecordedCall.post(INITIALIZE).with("Content-Encoding", "identity")).status).isEqualTo(200);
        for (String type : List.of("application/json; charset=utf-16", "application/json;charset=\"latin1\"",
                "text/plain")) {
            assertThat(handle(RecordedCall.post(INITIALIZE).with("Content-Type", type)).status).isEqualTo(415);
        }
        for (String type : List.of("application/json; charset=UTF-8", "Application/JSON;charset=\"utf-8\"; x=y")) {
            assertThat(handle(RecordedCall.post(INITIALIZE).with("Content-Type", type)).status).isEqualTo(200);
        }
    }

    @Test
    void an_ended_session_never_comes_back_and_the_notes_of_them_are_bounded() {
        List<SessionStore.Ended> notes = new ArrayList<>();
        SessionStore noting = new NotingStore(notes);
        EndedSessions ended = new EndedSessions(noting, 10);
        Instant until = Instant.ofEpochSecond(1_000);
        for (int i = 0; i < 1_000; i++) {
            ended.add(new SessionStore.Ended("s" + i, until.plusSeconds(i)), Instant.EPOCH);
            assertThat(notes).hasSizeLessThanOrEqualTo(20);
        }
        EndedSessions afterRestart = new EndedSessions(noting, 10);

        for (EndedSessions each : List.of(ended, afterRestart)) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(each.contains("s" + i, until.plusSeconds(i))).isTrue();
            }
            assertThat(each.contains("other", until.plusSeconds(999))).isFalse();
        }
    }

    private record NotingStore(List<SessionStore.Ended> notes) implements SessionStore {
        @Override
        public byte[] key() {
            return new byte[KEY_BYTES];
        }

        @Override
        public List<Ended> ended() {
            return List.copyOf(notes);
        }

        @Override
        public void ended(Ended session) {
            notes.add(session);
        }

        @Override
        public void keepOnly(List<Ended> kept) {
            notes.clear();
            notes.addAll(kept);
        }
    }

    @Test
    void a_request_without_a_session_is_told_what_to_do() throws IOException {
        RecordedCall call = handle(RecordedCall.post(LIST));

        assertThat(call.status).isEqualTo(400);
        assertThat(call.answer).contains("-32600").contains("initialize");
    }

    @Test
    void a_session_serves_only_the_caller_that_began_it() throws IOException {
        String session = session("ann");
        RecordedCall stranger = inSession(session, LIST);
        stranger.caller = "bob";

        assertThat(handle(stranger).status).isEqualTo(404);
    }

    @Test
    void sessions_leave_memory_when_idle_or_too_many_and_come_back_with_their_client() throws IOException {
        String first = session("");
        clock.advance(Duration.ofSeconds(1));
        String second = session("");
        clock.advance(Duration.ofSeconds(1));
        session("");

        assertThat(http.sessions()).isEqualTo(2);
        assertThat(handle(inSession(first, LIST)).status).isEqualTo(200);
        assertThat(handle(inSession(second, LIST)).status).isEqualTo(200);
        clock.advance(Duration.ofMinutes(11));
        assertThat(http.sessions()).isZero();
        assertThat(handle(inSession(first, LIST)).status).isEqualTo(200);
        assertThat(http.sessions()).isEqualTo(1);
    }

    @Test
    void a_session_outlives_a_restart_but_neither_its_end_nor_its_age() throws IOException {
        String kept = session("ann");
        String deleted = session("ann");
        RecordedCall delete = new RecordedCall("DELETE", "").with("Mcp-Session-Id", deleted);
        delete.caller = "ann";
        assertThat(handle(delete).status).isEqualTo(204);
        try (McpHttp next = http();
                McpHttp withOtherKey = new McpHttp(server, McpHttpSettings.defaults(), clock,
                        SessionStore.none())) {
            assertThat(status(next, kept, "ann")).isEqualTo(200);
            assertThat(status(next, kept, "bob")).isEqualTo(404);
            assertThat(status(withOtherKey, kept, "ann")).isEqualTo(404);
            assertThat(status(http, deleted, "ann")).isEqualTo(404);
            clock.advance(Duration.ofHours(10));
            assertThat(status(next, kept, "ann")).isEqualTo(404);
        }
    }

    private static int status(McpHttp server, String session, String caller) throws IOException {
        RecordedCall call = inSession(session, LIST);
        call.caller = caller;
        server.handle(call);
        return call.status;
    }

    @Test
    void the_id_of_a_session_tells_nothing_and_cannot_be_changed() throws IOException {
        String id = session("ann");

        assertThat(id).matches("[!-~]{40,80}").isNotEqualTo(session("ann"));
        for (int i = 0; i < id.length(); i++) {
            char other = id.charAt(i) == 'A' ? 'B' : 'A';
            RecordedCall call = inSession(id.substring(0, i) + other + id.substring(i + 1), LIST);
            call.caller = "ann";
            assertThat(handle(call).status).as("changed at %d", i).isEqualTo(404);
        }
    }

    @Test
    void a_failed_handshake_begins_no_session() throws IOException {
        RecordedCall call = handle(RecordedCall.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}"));

        assertThat(call.answer).contains("-32602");
        assertThat(call.answerHeaders).doesNotContainKey("Mcp-Session-Id");
        assertThat(http.sessions()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | application/json | application/json | 406
            GET    | text/event-stream | application/json | 400
            PUT    | application/json | application/json | 405
            POST   | text/html        | application/json | 406
            POST   | application/json | text/plain       | 415
            POST   | */*              | application/json; charset=utf-8 | 400
            DELETE | application/json | application/json | 400
            """)
    void other_methods_and_media_types_are_refused(String method, String accept, String type, int status)
            throws IOException {
        RecordedCall call = handle(new RecordedCall(method, "junk").with("Accept", accept).with("Content-Type", type));

        assertThat(call.status).isEqualTo(status);
        assertThat(call.answer).contains("\"error\"");
    }

    @Test
    void a_body_beyond_the_bound_is_not_read_to_its_end() throws IOException {
        RecordedCall call = handle(RecordedCall.post(" ".repeat(4 * 1024 * 1024 + 1)));

        assertThat(call.status).isEqualTo(413);
    }

    @Test
    void a_stateless_request_needs_no_session() throws IOException {
        RecordedCall call = handle(stateless("tools/call", "echo", "\"name\":\"echo\""));

        assertThat(call.status).isEqualTo(200);
        assertThat(call.answer).contains("\"resultType\":\"complete\"");
        assertThat(http.sessions()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MCP-Protocol-Version | 2025-11-25           | 400 | -32020
            MCP-Protocol-Version |                      | 400 | -32020
            Mcp-Method           | tools/list           | 400 | -32020
            Mcp-Method           |                      | 400 | -32020
            Mcp-Name             | other                | 400 | -32020
            Mcp-Name             |                      | 400 | -32020
            Mcp-Name             | =?base64?!?=         | 400 | -32020
            Mcp-Name             | =?base64?ZWNobw==?=  | 200 | echo
            """)
    void headers_must_say_what_the_message_says(String header, @Nullable String value, int status,
            String expected)
            throws IOException {
        RecordedCall call = stateless("tools/call", "echo", "\"name\":\"echo\"");
        call.headers.remove(header);
        if (value != null) {
            call.with(header, value);
        }

        handle(call);

        assertThat(call.status).isEqualTo(status);
        if (status != 200) {
            assertThat(call.answer).contains(expected);
        }
    }

    @Test
    void the_status_shows_what_a_stateless_client_must_know() throws IOException {
        RecordedCall unknownMethod = handle(stateless("no/such", null, "\"a\":1"));
        RecordedCall unknownVersion = handle(RecordedCall.post(stateless("tools/list", null, "\"a\":1").bodyText()
                .replace("2026-07-28", "1900-01-01")).with("Mcp-Method", "tools/list")
                .with("MCP-Protocol-Version", "1900-01-01"));
        RecordedCall noEnvelope = handle(RecordedCall.post(LIST).with("MCP-Protocol-Version", "2026-07-28")
                .with("Mcp-Method", "tools/list"));
        RecordedCall oldHeader = handle(RecordedCall.post(LIST).with("MCP-Protocol-Version", "1900-01-01"));

        assertThat(unknownMethod.status).isEqualTo(404);
        assertThat(unknownMethod.answer).contains("-32601");
        assertThat(unknownVersion.status).isEqualTo(400);
        assertThat(unknownVersion.answer).contains("-32022").contains("\"supported\":[\"2026-07-28\"");
        assertThat(noEnvelope.status).isEqualTo(400);
        assertThat(noEnvelope.answer).contains("-32602");
        assertThat(oldHeader.status).isEqualTo(400);
    }

    @Test
    void progress_turns_the_answer_into_events() throws IOException {
        RecordedCall call = handle(stateless("tools/call", "count", "\"name\":\"count\""));

        assertThat(call.events).hasSize(4).last().isEqualTo("end");
        assertThat(call.events).noneMatch(event -> event.contains("|"));
        assertThat(call.events.get(0)).contains("notifications/progress");
        assertThat(call.events.get(2)).contains("\"id\":3").contains("isError");
    }

    @Test
    void a_client_that_takes_no_events_gets_its_answer_without_progress() throws IOException {
        RecordedCall call = handle(stateless("tools/call", "count", "\"name\":\"count\"")
                .with("Accept", "application/json"));

        assertThat(call.events).isEmpty();
        assertThat(call.answer).contains("isError");
    }

    @Test
    void a_client_that_goes_away_cancels_its_stateless_request() throws Exception {
        RecordedCall call = stateless("tools/call", "wait", "\"name\":\"wait\"");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> handled = threads.submit(() -> {
                http.handle(call);
                return "done";
            });
            assertThat(tools.waiting.await(10, TimeUnit.SECONDS)).isTrue();

            Objects.requireNonNull(call.onGone).run();

            handled.get(10, TimeUnit.SECONDS);
            assertThat(tools.interrupted.getCount()).isZero();
        }
    }

    @Test
    void a_cancellation_in_a_session_reaches_the_call() throws Exception {
        String session = session("");
        RecordedCall call = inSession(session,
                "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"wait\"}}");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> handled = threads.submit(() -> {
                http.handle(call);
                return "done";
            });
            assertThat(tools.waiting.await(10, TimeUnit.SECONDS)).isTrue();

            handle(inSession(session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\","
                    + "\"params\":{\"requestId\":9}}"));

            handled.get(10, TimeUnit.SECONDS);
            assertThat(call.answer).isEmpty();
        }
    }

    @Test
    void a_client_of_a_session_that_takes_no_events_cannot_be_asked_and_the_call_fails_at_once() throws IOException {
        TestToolBox box = new TestToolBox().with(TestToolBox.any("ask"), (_, context) -> TestToolBox.said(
                context.ask(Map.of("roots", new InputRequest.Roots())).toString()));
        McpServer asking = new McpServer(new ServerIdentity("test", "A test", "1", "Be kind."), ServerFeatures.of(box),
                McpServerSettings.defaults(), (_, _) -> "f");
        try (asking; McpHttp its = new McpHttp(asking, McpHttpSettings.defaults(), clock, SessionStore.none())) {
            RecordedCall begun =
                    RecordedCall.post(INITIALIZE.replace("{},\"clientInfo", "{\"roots\":{}},\"clientInfo"));
            its.handle(begun);
            RecordedCall call = inSession(Objects.requireNonNull(begun.answerHeaders.get("Mcp-Session-Id")),
                    "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"ask\"}}")
                    .with("Accept", "application/json");

            its.handle(call);

            assertThat(call.answer).contains("\"id\":9").contains("\"error\"").contains("takes no event stream");
        }
    }

    private String session(String caller) throws IOException {
        RecordedCall call = RecordedCall.post(INITIALIZE);
        call.caller = caller;
        assertThat(handle(call).status).isEqualTo(200);
        return Objects.requireNonNull(call.answerHeaders.get("Mcp-Session-Id"));
    }

    private RecordedCall handle(RecordedCall call) throws IOException {
        http.handle(call);
        return call;
    }

    private static RecordedCall inSession(String session, String body) {
        return RecordedCall.post(body).with("Mcp-Session-Id", session);
    }

    private static RecordedCall stateless(String method, @Nullable String name,
            String params) {
        RecordedCall call = RecordedCall.post("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"" + method
                + "\",\"params\":{" + params + "," + META + "}}")
                .with("MCP-Protocol-Version", "2026-07-28").with("Mcp-Method", method);
        return name == null ? call : call.with("Mcp-Name", name);
    }
}
