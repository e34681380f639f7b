package dev.mimo.mcp.server;

import dev.mimo.mcp.Decoded;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// A whole session as text: a line that begins with `>` is received, one with `<` is sent, `#` explains. Run with
/// `-Dgolden.update=true` to write what is sent now, then read the difference.
final class Transcript {
    private final McpServer server;
    private final McpSession session;
    private final MessageCodec codec = new MessageCodec(64);

    Transcript(McpServer server) {
        this.server = server;
        this.session = server.open();
    }

    void holds(String name) throws IOException {
        Path file = Path.of("src/test/resources/golden", name);
        List<String> expected = Files.readAllLines(file);
        List<String> actual = new ArrayList<>();
        for (String line : expected) {
            if (!line.startsWith("<")) {
                actual.add(line);
            }
            if (line.startsWith(">")) {
                send(line.substring(1).strip()).forEach(answer -> actual.add("< " + answer));
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.write(file, actual);
            return;
        }
        assertThat(actual).containsExactlyElementsOf(expected);
    }

    private List<String> send(String text) {
        List<String> sent = new ArrayList<>();
        switch (codec.decode(text.getBytes(UTF_8))) {
            case Decoded.Malformed malformed -> sent.add(text(malformed.answer()));
            case Decoded.Valid(Message.Request request) -> {
                try {
                    Message.Answer answer =
                            server.begin(session, request, RequestInfo.LOCAL, told -> sent.add(text(told))).complete();
                    if (answer != null) {
                        sent.add(text(answer));
                    }
                } catch (RpcException e) {
                    sent.add(text(new Message.Failure(request.id(), e.error())));
                }
            }
            case Decoded.Valid(Message.Notification notification) -> server.notified(session, notification);
            case Decoded.Valid(Message.Answer _) -> {
            }
        }
        return sent;
    }

    private String text(Message message) {
        return new String(codec.encode(message), UTF_8);
    }
}
