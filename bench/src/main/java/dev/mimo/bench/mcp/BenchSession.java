package dev.mimo.bench.mcp;

import dev.mimo.bench.kit.LatencySample;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A session with an MCP server, in one thread and with little work of its own, since the server that is measured
/// shares the processor with it. Answers are told by their length: each is as long as the first of its kind, but
/// for the digits of ids.
interface BenchSession extends AutoCloseable {
    int IN_FLIGHT = 32;
    int LENGTHS_DIFFER = 32;

    /// What came back for this request.
    ///
    /// @throws IllegalStateException when it failed
    JsonNode result(RepeatedRequest ask) throws IOException;

    /// One request after the other, for so long.
    LatencySample oneByOne(RepeatedRequest ask, Duration length) throws IOException;

    /// Always 32 requests under way, for so long.
    ///
    /// @return answers a second
    double together(RepeatedRequest ask, Duration length) throws IOException;

    @Override
    void close() throws IOException;

    /// @throws IllegalStateException when it is no result
    static JsonNode result(String answer) {
        JsonNode message = JsonMapper.shared().readTree(answer);
        if (!message.has("result")) {
            throw new IllegalStateException("the server answered: " + answer);
        }
        return message.get("result");
    }

    /// @throws IllegalStateException when an answer of this length cannot be what the first one was
    static void checkLength(int length, int first) {
        if (Math.abs(length - first) > LENGTHS_DIFFER) {
            throw new IllegalStateException("an answer has " + length + " bytes, the first one had " + first);
        }
    }

    /// Repeats a call for so long, and times each.
    static LatencySample time(Duration length, Call call) throws IOException {
        LongStream.Builder nanoseconds = LongStream.builder();
        long now = System.nanoTime();
        long until = now + length.toNanos();
        while (now < until) {
            call.run();
            long after = System.nanoTime();
            nanoseconds.add(after - now);
            now = after;
        }
        return new LatencySample(nanoseconds.build().toArray());
    }

    /// One call, from the first byte that is sent to the last that comes back.
    @FunctionalInterface
    interface Call {
        void run() throws IOException;
    }
}
