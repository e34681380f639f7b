package dev.mimo.door.mcp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// What only a process of its own shows: real pipes, an output that nothing else speaks on, and the end.
@Timeout(60)
class StdioProcessTest {
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":\"i\",\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

    @Test
    void random_bytes_never_end_it_and_what_follows_is_served() throws Exception {
        Process process = start();
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        byte[] junk = new byte[200_000];
        new Random(seed).nextBytes(junk);
        // written beside the reading, or two full pipes would wait for each other
        Thread client = Thread.ofVirtual().start(() -> speak(process, junk));
        List<String> answers = process.inputReader(UTF_8).lines().toList();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        client.join();

        assertThat(answers).allSatisfy(answer -> assertThat(answer).startsWith("{\"jsonrpc\":\"2.0\",\"id\":"));
        assertThat(answers).anySatisfy(answer -> assertThat(answer).contains("\"id\":\"i\",\"result\""));
        assertThat(answers).anySatisfy(answer -> assertThat(answer).contains("\"status\":\"stored\""));
        assertThat(answers).filteredOn(answer -> answer.contains("longer than")).hasSize(1);
        assertThat(answers).noneSatisfy(answer -> assertThat(answer).contains("out of turn"));
    }

    @Test
    void it_ends_soon_after_the_end_of_input() throws Exception {
        Process process = start();
        OutputStream in = process.getOutputStream();
        line(in, INITIALIZE);
        assertThat(process.inputReader(UTF_8).readLine()).contains("protocolVersion");

        in.close();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static void speak(Process process, byte[] junk) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(junk);
            in.write('\n');
            line(in, "x".repeat(5 * 1024 * 1024));
            line(in, INITIALIZE);
            line(in, "{\"jsonrpc\":\"2.0\",\"id\":\"c\",\"method\":\"tools/call\","
                    + "\"params\":{\"name\":\"remember\","
                    + "\"arguments\":{\"content\":\"Priya prefers tea\"}}}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void line(OutputStream in, String text) throws IOException {
        in.write((text + "\n").getBytes(UTF_8));
        in.flush();
    }

    private static Process start() throws IOException {
        Path java = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java");
        return new ProcessBuilder(java.toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m",
                "-cp", Objects.requireNonNull(System.getProperty("java.class.path")), StdioProgram.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
