package dev.mimo.mcp.stdio;

import dev.mimo.TestRecords;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.ToolProvider;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpServerSettings;
import dev.mimo.mcp.server.ServerFeatures;
import dev.mimo.mcp.server.ServerIdentity;
import dev.mimo.mcp.server.TestToolBox;
import dev.mimo.mcp.server.TestTools;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class StdioServerTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final TestTools tools = new TestTools();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AtomicInteger firstAnswers = new AtomicInteger();

    @Test
    void garbage_and_lines_beyond_the_bound_get_errors_and_the_next_message_is_served() {
        run(in("garbage\n" + " ".repeat(5000) + "\n\r\n \n\u0000\n" + call(7, "echo") + "\n"));

        assertThat(answers()).hasSize(4);
        assertThat(answers().get(0)).contains("\"id\":null").contains("-32700");
        assertThat(answers().get(1)).contains("\"id\":null").contains("-32600").contains("4 KiB");
        assertThat(answers().get(2)).contains("-32700");
        assertThat(answers().get(3)).contains("\"id\":7").contains("\"result\"");
    }

    @Test
    void the_first_answer_is_told_of_once() {
        run(in(call(1, "echo") + "\n" + call(2, "echo") + "\n"));

        assertThat(answers()).hasSize(2);
        assertThat(firstAnswers).hasValue(1);
    }

    @Test
    void many_requests_at_once_are_each_answered_on_a_line_of_their_own() {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < 500; id++) {
            text.append(call(id, "echo")).append('\n');
        }
        run(in(text.toString()));

        assertThat(answers()).hasSize(500).allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
    }

    @Test
    void a_cancellation_stops_the_call_that_it_names() throws Exception {
        PipedOutputStream client = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(client);
        Thread door = Thread.ofVirtual().start(() -> run(in));
        write(client, call(1, "wait"));
        assertThat(tools.waiting.await(10, TimeUnit.SECONDS)).isTrue();

        write(client, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");

        assertThat(tools.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        client.close();
        assertThat(door.join(Duration.ofSeconds(10))).isTrue();
        assertThat(answers()).isEmpty();
    }

    @Test
    void the_end_of_input_ends_calls_that_would_go_on_for_too_long() throws Exception {
        long begun = System.nanoTime();
        run(in(call(1, "wait") + "\n"), Duration.ofMillis(200));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(tools.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answers()).isEmpty();
    }

    @Test
    void the_end_of_input_ends_subscriptions_with_their_result() {
        run(in("{\"jsonrpc\":\"2.0\",\"id\":\"s\",\"method\":\"subscriptions/listen\",\"params\":"
                + "{\"notifications\":{\"toolsListChanged\":true}," + META + "}}\n"));

        assertThat(answers()).hasSize(2);
        assertThat(answers().get(0)).contains("notifications/subscriptions/acknowledged");
        assertThat(answers().get(1)).contains("\"id\":\"s\",\"result\"");
    }

    @Test
    void a_client_that_stopped_listening_ends_the_door() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };
        InputStream in = in("garbage\n" + call(1, "wait") + "\n");

        assertThat(new StdioServer(in, broken, server(),
                TestRecords.with(StdioSettings.defaults(), "drain", Duration.ofSeconds(20)), () -> {})
                .run()).as("all was written").isFalse();

        assertThat(tools.waiting.getCount()).isEqualTo(1);
    }

    @Test
    void a_client_that_reads_slowly_is_sent_all_and_costs_no_more_than_those_at_work() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < 300; id++) {
            text.append(call(id, "echo")).append('\n');
        }
        CountDownLatch reading = new CountDownLatch(1);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                try {
                    reading.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                out.write(bytes, from, count);
            }
        };
        Thread door = Thread.ofVirtual().start(() -> new StdioServer(in(text.toString()), slow, server(),
                TestRecords.with(StdioSettings.defaults(), "drain", Duration.ofSeconds(20)), () -> {}).run());
        assertThat(door.join(Duration.ofMillis(200))).isFalse();

        reading.countDown();

        assertThat(door.join(Duration.ofSeconds(10))).isTrue();
        assertThat(answers()).hasSize(300);
    }

    @Test
    void requests_beyond_the_bound_are_refused_under_their_id_and_pings_still_served() {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < 20; id++) {
            text.append(call(id, "wait")).append('\n');
        }
        text.append("{\"jsonrpc\":\"2.0\",\"id\":\"l\",\"method\":\"tools/list\",\"params\":{" + META + "}}\n");
        text.append("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}\n");
        new StdioServer(in(text.toString()), out, server(), new StdioSettings(Duration.ofMillis(200), 5, 1 << 20, 2),
                () -> {}).run();

        assertThat(answers()).hasSize(17);
        // that there is too much to do is no bug: a model reads it, or a program in an error of its own
        assertThat(answers()).filteredOn(line -> line.contains("\"isError\":true")).hasSize(15)
                .last().asString().contains("\"id\":19", "Too many requests", "\"resultType\":\"complete\"");
        assertThat(answers()).filteredOn(line -> line.contains("\"id\":\"l\"")).singleElement().asString()
                .contains("\"code\":-32000", "Too many requests");
        assertThat(answers()).last().asString().contains("\"id\":\"p\",\"result\"");
    }

    @Test
    void what_a_call_asks_is_given_up_at_the_end_of_input_and_the_call_answered() {
        ToolProvider asking = ToolProvider.of(new ToolProvider.Tool(TestToolBox.any("ask"), (_, call) -> {
            call.ask(Map.of("who", new InputRequest.Roots()));
            return ToolResult.text("answered");
        }));
        McpServer server = new McpServer(new ServerIdentity("test", "A test", "1", "Be kind."),
                ServerFeatures.of(asking), McpServerSettings.defaults(), (_, _) -> "f");

        new StdioServer(in("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                + "\"2025-11-25\",\"capabilities\":{\"roots\":{}}}}\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":"
                + "\"tools/call\",\"params\":{\"name\":\"ask\"}}\n"), out, server).run();

        assertThat(answers()).last().asString().contains("\"id\":2").contains("\"error\"");
    }

    @Test
    void a_byte_order_mark_before_the_first_message_is_passed_over() {
        run(in("\uFEFF" + call(1, "echo") + "\n"));

        assertThat(answers()).singleElement().asString().contains("\"id\":1").contains("\"result\"");
    }

    @Test
    void what_was_sent_is_not_sent_back_at_length() {
        for (String member : List.of("\"method\":\"" + "m".repeat(3000) + "\",\"params\":{" + META + "}",
                "\"method\":\"tools/call\",\"params\":{\"name\":\"" + "n".repeat(3000) + "\"," + META + "}")) {
            out.reset();
            run(in("{\"jsonrpc\":\"2.0\",\"id\":1," + member + "}\n"));

            assertThat(answers()).singleElement().asString().contains("error", "…").hasSizeLessThan(1_200);
        }
    }

    private void run(InputStream in) {
        run(in, StdioSettings.defaults().drain());
    }

    private void run(InputStream in, Duration drain) {
        assertThat(new StdioServer(in, out, server(), TestRecords.with(StdioSettings.defaults(), "drain", drain),
                firstAnswers::incrementAndGet).run()).as("all was written").isTrue();
    }

    private McpServer server() {
        return new McpServer(new ServerIdentity("test", "A test", "1", "Be kind."), ServerFeatures.of(tools),
                new McpServerSettings(64, 4096, 10, 1000, Duration.ofSeconds(60)), (_, _) -> "f");
    }

    private List<String> answers() {
        return out.toString(UTF_8).lines().toList();
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static void write(OutputStream client, String line) throws IOException {
        client.write((line + "\n").getBytes(UTF_8));
        client.flush();
    }

    private static String call(int id, String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\"," + META + "}}";
    }
}
