package dev.mimo.mcp.stdio;

import dev.mimo.TestRecords;
import dev.mimo.mcp.DecodedMessage;
import dev.mimo.mcp.JsonTexts;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.ReceivedMessages;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcError;
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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever lines come, what goes out is one answer a line, and the last request is served.
class StdioServerFuzzTest {
    private static final String LAST = "{\"jsonrpc\":\"2.0\",\"id\":\"the last one\",\"method\":\"ping\"}\n";

    private final MessageCodec codec = new MessageCodec(64);
    private final McpServer server = new McpServer(new ServerIdentity("test", "A test", "1", "Be kind."),
            ServerFeatures.of(new GateTools()), McpServerSettings.defaults(), (_, _) -> "f");

    @Property(tries = 500)
    void any_lines_are_survived(@ForAll("lines") List<byte[]> lines, @ForAll("sizes") int readAtOnce)
            throws IOException {
        check(lines, readAtOnce);
    }

    @Tag("long")
    @Property(tries = 50_000)
    void any_lines_are_survived_for_long(@ForAll("lines") List<byte[]> lines, @ForAll("sizes") int readAtOnce)
            throws IOException {
        check(lines, readAtOnce);
    }

    @Test
    void a_line_without_end_takes_no_memory() throws IOException {
        endless(Long.getLong("mimo.test.endless", 64L << 20));
    }

    @Tag("long")
    @Test
    void a_line_of_a_gigabyte_takes_no_memory() throws IOException {
        endless(1L << 30);
    }

    private void endless(long length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run(new SequenceInputStream(new Repeating(length),
                new ByteArrayInputStream(("\n" + LAST).getBytes(StandardCharsets.UTF_8))), out);

        List<String> answers = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(answers).hasSize(2);
        assertThat(answers.getFirst()).contains("-32600").contains("longer than");
        assertThat(answers.getLast()).contains("\"the last one\",\"result\":{}");
    }

    private void check(List<byte[]> lines, int readAtOnce) throws IOException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            input.write(line);
            input.write('\n');
        }
        input.write(LAST.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        run(new Dribbling(input.toByteArray(), readAtOnce), out);

        List<String> answers = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(answers).filteredOn(answer -> answer.contains("\"the last one\"")).hasSize(1);
        assertThat(answers).allSatisfy(this::isAnswer);
        List<RequestId> asked = asked(lines);
        for (RequestId id : asked) {
            // a request that was cancelled is not answered, and an id that is taken is refused
            assertThat(answers.stream().filter(answer -> isAnswerTo(id, answer)).count()).as("answers to %s", id)
                    .isBetween(cancels(lines) ? 0L : 1L, (long) Collections.frequency(asked, id));
        }
    }

    private boolean isAnswerTo(RequestId id, String answer) {
        return switch (codec.decodeAll(answer.getBytes(StandardCharsets.UTF_8))) {
            case ReceivedMessages.One(DecodedMessage.Valid(Message.Result(RequestId of, _))) -> id.equals(of);
            case ReceivedMessages.One(DecodedMessage.Valid(Message.Failure(RequestId of, _))) -> id.equals(of);
            case ReceivedMessages.One _,ReceivedMessages.Batch _ -> false;
        };
    }

    private List<RequestId> asked(List<byte[]> lines) {
        List<RequestId> ids = new ArrayList<>();
        for (byte[] line : lines) {
            switch (codec.decodeAll(line)) {
                case ReceivedMessages.One(DecodedMessage.Valid(Message.Request request)) -> ids.add(request.id());
                // what is no message is answered too, under its id if that can be read
                case ReceivedMessages.One(DecodedMessage.Malformed(RequestId id, RpcError _)) when id != null ->
                    ids.add(id);
                case ReceivedMessages.One _,ReceivedMessages.Batch _ -> {
                }
            }
        }
        return ids;
    }

    private static byte[] onOneLine(byte[] wire) {
        byte[] line = wire.clone();
        for (int i = 0; i < line.length; i++) {
            line[i] = line[i] == '\n' ? (byte) ' ' : line[i];
        }
        return line;
    }

    private static boolean cancels(List<byte[]> lines) {
        return lines.stream().anyMatch(line -> new String(line, StandardCharsets.UTF_8).contains("cancelled"));
    }

    private void isAnswer(String line) {
        switch (codec.decodeAll(line.getBytes(StandardCharsets.UTF_8))) {
            case ReceivedMessages.One(DecodedMessage.Valid(Message message)) ->
                assertThat(message).isInstanceOf(Message.Answer.class);
            case ReceivedMessages.One(DecodedMessage.Malformed malformed) ->
                throw new AssertionError(malformed + ": " + line);
            case ReceivedMessages.Batch(List<DecodedMessage> parts) -> assertThat(parts).isNotEmpty();
        }
    }

    private void run(InputStream in, ByteArrayOutputStream out) {
        new StdioServer(in, out, server, TestRecords.with(StdioSettings.defaults(), "drain", Duration.ofSeconds(5)),
                () -> {}).run();
    }

    /// So many of one byte.
    private static final class Repeating extends InputStream {
        private long left;

        Repeating(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            int count = (int) Math.min(left, most);
            Arrays.fill(into, from, from + count, (byte) 'x');
            left -= count;
            return count == 0 ? -1 : count;
        }
    }

    /// Gives so many bytes at a time.
    private static final class Dribbling extends ByteArrayInputStream {
        private final int atOnce;

        Dribbling(byte[] bytes, int atOnce) {
            super(bytes);
            this.atOnce = atOnce;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            return super.read(into, from, Math.min(most, atOnce));
        }
    }

    @Provide
    Arbitrary<List<byte[]>> lines() {
        // a line holds no line's end
        return JsonTexts.wires().map(StdioServerFuzzTest::onOneLine).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.of(1, 2, 7, 100, 8192);
    }
}
