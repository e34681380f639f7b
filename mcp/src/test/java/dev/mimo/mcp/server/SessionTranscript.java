package dev.mimo.mcp.server;

import dev.mimo.mcp.DecodedMessage;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// A whole session as text: a line that begins with `>` is received, one with `<` is sent, `#` explains. A request of
/// the server's is answered by the next line. What is random stands as `(sealed)` or `(task)`; received, these mean
/// the last one sent. Run with `-Dgolden.update=true` to write what is sent now, then read the difference.
final class SessionTranscript {
    private static final Pattern SEALED = Pattern.compile("\"requestState\":\"([^\"]+)\"");
    private static final Pattern TASK = Pattern.compile("\"taskId\":\"([^\"]+)\"");

    private final McpServer server;
    private final McpSession session;
    private final MessageCodec codec = new MessageCodec(64);
    private final Deque<String> script = new ArrayDeque<>();
    private final List<String> actual = new ArrayList<>();
    private String sealed = "none";
    private String task = "none";

    SessionTranscript(McpServer server) {
        this.server = server;
        this.session = server.open();
    }

    void holds(String name) throws IOException {
        Path file = Path.of("src/test/resources/golden", name);
        List<String> expected = Files.readAllLines(file);
        expected.stream().filter(line -> !line.startsWith("<")).forEach(script::add);
        while (!script.isEmpty()) {
            String line = script.remove();
            actual.add(line);
            if (line.startsWith(">")) {
                receive(line);
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.write(file, actual);
            return;
        }
        assertThat(actual).containsExactlyElementsOf(expected);
    }

    private void receive(String line) {
        String text = line.substring(1).strip().replace("(sealed)", sealed).replace("(task)", task);
        switch (codec.decode(text.getBytes(UTF_8))) {
            case DecodedMessage.Malformed malformed -> sent(malformed.answer());
            case DecodedMessage.Valid(Message.Request request) -> {
                try {
                    Message.Answer answer = server.begin(session, request, RequestInfo.LOCAL, this::sent).complete();
                    if (answer != null) {
                        sent(answer);
                    }
                } catch (RpcException e) {
                    sent(new Message.Failure(request.id(), e.error()));
                }
            }
            case DecodedMessage.Valid(Message.Notification notification) -> server.notified(session, notification);
            case DecodedMessage.Valid(Message.Answer answer) -> session.answered(answer);
        }
    }

    private void sent(Message message) {
        String text = new String(codec.encode(message), UTF_8);
        Matcher state = SEALED.matcher(text);
        if (state.find()) {
            sealed = Objects.requireNonNull(state.group(1));
            text = text.replace(sealed, "(sealed)");
        }
        Matcher handle = TASK.matcher(text);
        if (handle.find()) {
            task = Objects.requireNonNull(handle.group(1));
            text = text.replace(task, "(task)");
        }
        actual.add("< " + text);
        if (message instanceof Message.Request) {
            String answer = script.remove();
            actual.add(answer);
            receive(answer);
        }
    }
}
