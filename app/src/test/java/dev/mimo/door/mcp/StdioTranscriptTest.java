package dev.mimo.door.mcp;

import dev.mimo.mcp.DecodedMessage;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.ReceivedMessages;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpServerSettings;
import dev.mimo.mcp.server.ServerFeatures;
import dev.mimo.mcp.server.ServerIdentity;
import dev.mimo.mcp.server.TestTools;
import dev.mimo.mcp.stdio.StdioServer;
import dev.mimo.mcp.stdio.StdioSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Whole sessions over standard input and output, byte for byte: a line with `>` is sent, one with `<` comes back. Run
/// with `-Dgolden.update=true` to write what comes back now, then read the difference.
@Timeout(60)
class StdioTranscriptTest {
    private final MessageCodec codec = new MessageCodec(64);

    @ParameterizedTest
    @ValueSource(strings = {"stdio-2024-11-05.txt", "stdio-2025-03-26.txt", "stdio-2025-06-18.txt",
            "stdio-2025-11-25.txt", "stdio-2026-07-28.txt"})
    void a_session_goes_as_written(String name) throws Exception {
        Path file = Path.of("src/test/resources/mcp", name);
        List<String> expected = Files.readAllLines(file);
        List<String> actual = new ArrayList<>();
        Pipe to = Pipe.open();
        Pipe from = Pipe.open();
        OutputStream toServer = Channels.newOutputStream(to.sink());
        BufferedReader answers = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(from.source()), UTF_8));
        StdioServer stdio =
                new StdioServer(Channels.newInputStream(to.source()), Channels.newOutputStream(from.sink()), server(),
                        StdioSettings.defaults(), () -> {});
        Thread door = Thread.ofPlatform().start(stdio::run);
        for (String line : expected) {
            if (!line.startsWith("<")) {
                actual.add(line);
            }
            if (line.startsWith(">")) {
                String sent = line.substring(1).strip();
                toServer.write((sent + "\n").getBytes(UTF_8));
                toServer.flush();
                read(sent, answers, actual);
            }
        }
        toServer.close();
        assertThat(door.join(Duration.ofSeconds(10))).isTrue();

        if (Boolean.getBoolean("golden.update")) {
            Files.write(file, actual);
            return;
        }
        assertThat(actual).containsExactlyElementsOf(expected);
    }

    /// Reads up to the answer, if there is one to what was sent.
    private void read(String sent, BufferedReader answers, List<String> actual) throws IOException {
        boolean answered =
                !(codec.decodeAll(sent.getBytes(
                        UTF_8)) instanceof ReceivedMessages.One(DecodedMessage.Valid(Message.Notification _)));
        while (answered) {
            String line = Objects.requireNonNull(answers.readLine());
            actual.add("< " + line);
            answered = line.contains("\"method\":\"notifications/");
        }
    }

    private static McpServer server() {
        return new McpServer(new ServerIdentity("test", "A test", "1", "Be kind."), ServerFeatures.of(new TestTools()),
                McpServerSettings.defaults(), (_, _) -> "f");
    }
}
