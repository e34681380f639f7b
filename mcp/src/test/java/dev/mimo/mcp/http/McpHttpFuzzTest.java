package dev.mimo.mcp.http;

import dev.mimo.mcp.DecodedMessage;
import dev.mimo.mcp.JsonTexts;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.ReceivedMessages;
import dev.mimo.mcp.server.GateTools;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpServerSettings;
import dev.mimo.mcp.server.ServerFeatures;
import dev.mimo.mcp.server.ServerIdentity;
import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever is sent is answered once, as JSON-RPC, under the right id; and the next request is served.
class McpHttpFuzzTest {
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2025-03-26\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

    private final MessageCodec codec = new MessageCodec(64);
    private final McpServer server = new McpServer(new ServerIdentity("test", "A test", "1", "Be kind."),
            ServerFeatures.of(new GateTools()), McpServerSettings.defaults(), (_, _) -> "f");
    private final McpHttp http = new McpHttp(server, McpHttpSettings.defaults(), Clock.systemUTC(),
            SessionStore.none());
    private @Nullable String session;

    @AfterEach
    void close() {
        http.close();
    }

    @Property(tries = 1500)
    void any_request_has_its_answer(@ForAll("wires") byte[] body, @ForAll("headers") Map<String, String> headers)
            throws IOException {
        check(body, headers);
    }

    @Tag("long")
    @Property(tries = 200_000)
    void any_request_has_its_answer_for_long(@ForAll("wires") byte[] body,
            @ForAll("headers") Map<String, String> headers) throws IOException {
        check(body, headers);
    }

    private void check(byte[] body, Map<String, String> headers) throws IOException {
        RecordedCall call = new RecordedCall("POST", body);
        headers.forEach((name, value) -> call.with(name, value.equals("OURS") ? session() : value));

        http.handle(call);

        assertThat(call.status).isIn(200, 202, 400, 404, 406, 413, 415);
        if (!call.events.isEmpty()) {
            assertThat(headers).containsEntry("Accept", "text/event-stream");
            assertThat(call.events).last().isEqualTo("end");
        } else if (call.status == 202) {
            assertThat(call.answer).isEmpty();
        } else {
            answered(codec.decodeAll(call.answer.getBytes(StandardCharsets.UTF_8)), codec.decodeAll(body));
        }
        RecordedCall ping = RecordedCall.post("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\"}")
                .with("Mcp-Session-Id", session());
        http.handle(ping);
        assertThat(ping.answer).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}");
    }

    private static void answered(ReceivedMessages answer, ReceivedMessages request) {
        switch (answer) {
            case ReceivedMessages.One(DecodedMessage.Valid(Message.Result result)) ->
                assertThat(request).isInstanceOfSatisfying(
                        ReceivedMessages.One.class,
                        one -> assertThat(one.decoded()).isInstanceOfSatisfying(DecodedMessage.Valid.class,
                                valid -> assertThat(((Message.Request) valid.message()).id()).isEqualTo(result.id())));
            case ReceivedMessages.One(DecodedMessage.Valid(Message.Failure failure)) -> {
                if (failure.id() != null
                        && request instanceof ReceivedMessages.One(DecodedMessage.Valid(Message.Request asked))) {
                    assertThat(failure.id()).isEqualTo(asked.id());
                }
            }
            case ReceivedMessages.Batch(List<DecodedMessage> parts) -> assertThat(parts)
                    .hasSizeLessThanOrEqualTo(((ReceivedMessages.Batch) request).parts().size())
                    .allSatisfy(part -> assertThat(((DecodedMessage.Valid) part).message())
                            .isInstanceOf(Message.Answer.class));
            case ReceivedMessages.One(DecodedMessage other) -> throw new AssertionError("no answer: " + other);
        }
    }

    private String session() {
        if (session == null) {
            RecordedCall begin = RecordedCall.post(INITIALIZE);
            try {
                http.handle(begin);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            session = Objects.requireNonNull(begin.answerHeaders.get("Mcp-Session-Id"));
        }
        return session;
    }

    @Provide
    Arbitrary<byte[]> wires() {
        return JsonTexts.wires();
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        Arbitrary<String> names = Arbitraries.of("MCP-Protocol-Version", "Mcp-Session-Id", "Mcp-Session-Id",
                "Mcp-Method", "Mcp-Name", "Accept", "Content-Type", "Last-Event-ID", "Mcp-Param-Region");
        Arbitrary<String> values =
                Arbitraries.of("2026-07-28", "2025-03-26", "2025-11-25", "v9", "OURS", "OURS", "tools/list",
                        "tools/call", "gate", "=?base64?Z2F0ZQ==?=", "=?base64?!?=", "=?base64?", "", " ", "*/*",
                        "application/json", "text/event-stream", "x".repeat(5000), "\u0000");
        return Arbitraries.maps(names, values, 4);
    }
}
