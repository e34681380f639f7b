package dev.mimo.door.mcp;

import dev.mimo.gateway.ExposureSettings;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.mcp.DecodedMessage;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.RequestInfo;
import dev.mimo.memory.Trust;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import dev.mimo.tools.MemoryConnection;
import dev.mimo.tools.NoSkills;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class MimoMcpTest {
    static final List<Refusal> REFUSALS = List.of(new Refusal.Invalid("Wrong.", "Do.", List.of()),
            new Refusal.NotFound("Wrong.", "Do."), new Refusal.Conflict("Wrong.", "Do."),
            new Refusal.TooLarge("Wrong.", "Do.", List.of()), new Refusal.Unsupported("Wrong.", "Do."),
            new Refusal.TooBusy("Wrong.", "Do.", Duration.ofSeconds(1)),
            new Refusal.Unavailable("Wrong.", "Do.", Duration.ofSeconds(1)), new Refusal.TimedOut("Wrong.", "Do."),
            new Refusal.Unauthenticated("Wrong.", "Do."), new Refusal.Denied("Wrong.", "Do."));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void a_refusal_of_a_tool_is_a_result_with_both_sentences(Refusal refusal) {
        assertThat(refusedWith(refusal)).contains("\"isError\":true").contains("\"Wrong. Do.\"");
    }

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void any_other_refusal_fails_the_request_and_is_no_bug(Refusal refusal) {
        McpServer server = MimoMcp.server("1", refusing(refusal), new SilentNews(),
                NoSkills.with(ToolRegistry::new), ExposureSettings::defaults);

        assertThat(send(server, "\"method\":\"resources/list\",\"params\":{" + META + "}"))
                .contains("\"message\":\"Wrong. Do.\"").containsPattern("\"code\":-32(602|00[01])");
    }

    @Test
    void the_registry_is_opened_once_and_only_by_a_request_for_tools() {
        AtomicInteger opened = new AtomicInteger();
        McpServer server = MimoMcp.server("1", refusing(REFUSALS.getFirst()), new SilentNews(), NoSkills.with(() -> {
            opened.incrementAndGet();
            return new ToolRegistry();
        }), ExposureSettings::defaults);

        assertThat(send(server, "\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}"))
                .contains("recall");
        assertThat(opened).hasValue(0);
        assertThat(send(server, "\"method\":\"tools/list\",\"params\":{" + META + "}")).contains("\"tools\":[{");
        assertThat(send(server, "\"method\":\"tools/list\",\"params\":{" + META + "}")).contains("\"tools\":[{");
        assertThat(opened).hasValue(1);
    }

    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private static String refusedWith(Refusal refusal) {
        McpServer server = MimoMcp.server("1", refusing(refusal), new SilentNews(),
                NoSkills.with(ToolRegistry::new), ExposureSettings::defaults);
        return send(server, "\"method\":\"tools/call\",\"params\":{\"name\":\"recall\",\"arguments\":"
                + "{\"query\":\"x\"}," + META + "}");
    }

    private static MemoryConnection refusing(Refusal refusal) {
        return new MemoryConnection(() -> {
            throw new RefusedException(refusal);
        }, MemoryOperations::unbounded, () -> Namespace.DEFAULT, () -> Trust.MODEL, Clock.systemUTC());
    }

    private static String send(McpServer server, String members) {
        MessageCodec codec = new MessageCodec(64);
        DecodedMessage decoded = codec.decode(("{\"jsonrpc\":\"2.0\",\"id\":1," + members + "}").getBytes(UTF_8));
        Message.Request request = (Message.Request) ((DecodedMessage.Valid) decoded).message();
        Message.Answer answer = server.begin(server.open(), request, RequestInfo.LOCAL, _ -> {}).complete();
        return new String(codec.encode(Objects.requireNonNull(answer)), UTF_8);
    }
}
