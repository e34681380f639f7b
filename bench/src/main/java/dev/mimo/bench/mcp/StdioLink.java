package dev.mimo.bench.mcp;

import dev.mimo.bench.kit.ChildProgram;
import dev.mimo.bench.kit.LatencySample;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A server that was started by us and is spoken to over its standard streams.
final class StdioLink implements BenchSession {
    private static final int UNASKED_BYTES_MAX = 200;

    private final ChildProgram program;
    private final byte[] chunk = new byte[64 * 1024];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String lastAnswer = "";
    private int expected;
    private long id;

    private StdioLink(ChildProgram program) {
        this.program = program;
    }

    static StdioLink open(Path home, List<String> command) throws IOException {
        StdioLink link = new StdioLink(ChildProgram.start(home, command));
        link.result(RepeatedRequest.INITIALIZE);
        link.send(RepeatedRequest.INITIALIZED + "\n");
        return link;
    }

    ChildProgram program() {
        return program;
    }

    @Override
    public JsonNode result(RepeatedRequest ask) throws IOException {
        expected = 0;
        send(ask, 1);
        awaitAnswers();
        return BenchSession.result(lastAnswer);
    }

    @Override
    public LatencySample oneByOne(RepeatedRequest ask, Duration length) throws IOException {
        result(ask);
        return BenchSession.time(length, () -> {
            send(ask, 1);
            awaitAnswers();
        });
    }

    @Override
    public double together(RepeatedRequest ask, Duration length) throws IOException {
        result(ask);
        long started = System.nanoTime();
        send(ask, IN_FLIGHT);
        int underWay = IN_FLIGHT;
        long answers = 0;
        while (underWay > 0) {
            int arrived = awaitAnswers();
            answers += arrived;
            underWay -= arrived;
            if (System.nanoTime() - started < length.toNanos()) {
                send(ask, arrived);
                underWay += arrived;
            }
        }
        return answers / ((System.nanoTime() - started) / 1e9);
    }

    private void send(RepeatedRequest ask, int times) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < times; i++) {
            lines.append(ask.message(++id)).append('\n');
        }
        send(lines.toString());
    }

    private void send(String lines) throws IOException {
        program.process().getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
        program.process().getOutputStream().flush();
    }

    /// Waits for an answer, and takes those that came with it.
    ///
    /// @return how many
    private int awaitAnswers() throws IOException {
        int answers = 0;
        while (answers == 0) {
            int to = program.process().getInputStream().read(chunk);
            if (to < 0) {
                throw new EOFException("the server has ended");
            }
            int from = 0;
            for (int at = 0; at < to; at++) {
                if (chunk[at] == '\n') {
                    line.write(chunk, from, at - from);
                    from = at + 1;
                    answers += isAnswer() ? 1 : 0;
                    line.reset();
                }
            }
            line.write(chunk, from, to - from);
        }
        return answers;
    }

    private boolean isAnswer() {
        int length = line.size();
        boolean fits = expected > 0 && Math.abs(length - expected) <= LENGTHS_DIFFER;
        // what is told unasked is short; long lines are not worth the look
        if (fits && length > UNASKED_BYTES_MAX) {
            return true;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (text.contains("\"method\"")) {
            return false;
        }
        if (expected > 0) {
            BenchSession.checkLength(length, expected);
        } else {
            expected = length;
        }
        lastAnswer = text;
        return true;
    }

    @Override
    public void close() throws IOException {
        program.close();
    }
}
