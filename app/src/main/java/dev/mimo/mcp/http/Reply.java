package dev.mimo.mcp.http;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The way back of one request: JSON in one piece, unless the client must be told something before the answer.
/// Then, and only if it takes them, events.
final class Reply {
    private final HttpCall call;
    private final MessageCodec codec;
    private final boolean takesEvents;
    // guarded by this
    private @Nullable EventStream events;
    private boolean broken;

    Reply(HttpCall call, MessageCodec codec) {
        this.call = call;
        this.codec = codec;
        this.takesEvents = HeaderRules.acceptsEvents(call.header("Accept"));
    }

    /// Tells the client something while its request runs. A client that is gone is told nothing.
    synchronized void tell(Message message) {
        if (!takesEvents || broken) {
            return;
        }
        try {
            if (events == null) {
                events = call.stream();
            }
            events.send(text(message));
        } catch (IOException _) {
            broken = true;
        }
    }

    /// Ends the reply.
    ///
    /// @param answer absent when the request was cancelled: the client gets no message then
    synchronized void end(Message.@Nullable Answer answer, int status, Map<String, String> headers)
            throws IOException {
        if (events != null) {
            try (EventStream open = events) {
                if (answer != null && !broken) {
                    open.send(text(answer));
                }
            }
        } else if (answer == null) {
            call.respond(202, headers, new byte[0]);
        } else {
            send(call, codec, answer, status, headers);
        }
    }

    static void send(HttpCall call, MessageCodec codec, Message.Answer answer, int status,
            Map<String, String> headers) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        call.respond(status, all, codec.encode(answer));
    }

    private String text(Message message) {
        return new String(codec.encode(message), StandardCharsets.UTF_8);
    }
}
