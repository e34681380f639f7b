package dev.mimo.mcp.http;

import dev.mimo.mcp.McpHeaders;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.MessageSink;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The way back of one POST: JSON in one piece, unless the client must be told something before the answer, or must
/// wait for it for long. Then, and only if it takes them, events. When the client of a session loses them, the request
/// goes on, and what is said is kept for its return.
final class HttpReply implements MessageSink {
    private final HttpCall call;
    private final MessageCodec codec;
    private final McpHttpSettings settings;
    private final @Nullable HttpSession session;
    private final Runnable gone;
    private final long begun = System.nanoTime();
    // the rest is guarded by this
    private boolean takesEvents;
    private @Nullable ServerBusyException busy;
    private boolean over;
    private @Nullable ReplayChannel channel;
    private @Nullable Thread pump;

    /// @param session that the request belongs to; absent when it stands alone
    /// @param gone called when a request that stands alone has lost its client
    HttpReply(HttpCall call, MessageCodec codec, McpHttpSettings settings, @Nullable HttpSession session,
            Runnable gone) {
        this.call = call;
        this.codec = codec;
        this.settings = settings;
        this.session = session;
        this.gone = gone;
        this.takesEvents = MediaTypes.acceptsEvents(call.header("Accept"));
    }

    @Override
    public void send(Message message) {
        ReplayChannel open = stream(Map.of());
        boolean needed = message instanceof Message.Request || isBeginning(message);
        if (open != null) {
            open.say(HttpSession.text(codec, message), needed);
        } else if (needed) {
            throw new RpcException(RpcError.of(RpcError.INVALID_REQUEST,
                    "The client takes no event stream for this request, without which it cannot be asked or told."));
        }
    }

    /// A subscription that begins: without a stream it would only wait for the end of the server.
    private static boolean isBeginning(Message message) {
        return message instanceof Message.Notification(String method, ObjectNode _)
                && method.equals(McpMethods.SUBSCRIPTION_ACKNOWLEDGED);
    }

    /// @throws ServerBusyException when the client was to get events, and too many streams were open
    synchronized void requireStream() {
        if (busy != null) {
            throw busy;
        }
    }

    /// Lets a client that has waited for long know that it waits for something.
    void stirAt(long nanoTime) {
        if (nanoTime - begun > settings.keepAlive().toNanos()) {
            stream(Map.of());
        }
    }

    /// The open stream; absent when the client gets none.
    private synchronized @Nullable ReplayChannel stream(Map<String, String> headers) {
        if (channel != null || over || !takesEvents) {
            return channel;
        }
        ReplayChannel fresh = session == null ? new ReplayChannel(1, 0) : session.open(settings.replayBytesMax());
        if (fresh == null) {
            takesEvents = false;
            return null;
        }
        try {
            EventSink events = call.stream(headers);
            ReplayChannel.Reader reader = fresh.read(0);
            pump = Thread.ofVirtual().name("mcp-stream")
                    .start(() -> pump(new StreamSender(fresh, reader, events, session)));
            channel = fresh;
        } catch (ServerBusyException tooMany) {
            // this one does without
            busy = tooMany;
            takesEvents = false;
            if (session != null) {
                session.forget(fresh);
            }
        }
        return channel;
    }

    private void pump(StreamSender sender) {
        boolean primed = session != null && session.revision().compareTo(Revision.V2025_11_25) >= 0;
        if (!sender.run(primed ? settings.resumeAfter() : null, settings.keepAlive())) {
            gone.run();
        }
    }

    /// Ends the reply, and waits until the client has it or is gone.
    ///
    /// @param answers of all requests of the POST; none when they were cancelled
    /// @param batch whether they go together, as their requests came
    /// @param status of an answer in one piece
    /// @param headers of the answer, unless a stream began before it
    /// @return the channel that the client may come back for; absent when there is none
    @Nullable
    ReplayChannel end(List<Message.Answer> answers, boolean batch, int status, Map<String, String> headers)
            throws IOException {
        boolean asEvents = !answers.isEmpty() && !MediaTypes.acceptsJson(call.header("Accept"));
        ReplayChannel streamed;
        synchronized (this) {
            streamed = asEvents ? stream(headers) : channel;
            over = true;
        }
        if (streamed == null) {
            respond(answers, batch, status, headers);
            return null;
        }
        answers.forEach(answer -> streamed.say(HttpSession.text(codec, answer), true));
        streamed.end();
        awaitPump();
        return session == null ? null : streamed;
    }

    private void awaitPump() {
        Thread sender;
        synchronized (this) {
            sender = pump;
        }
        try {
            if (sender != null) {
                // bounded: a client that takes nothing for the connection's idle time counts as gone
                sender.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void respond(List<Message.Answer> answers, boolean batch, int status, Map<String, String> headers)
            throws IOException {
        if (answers.isEmpty()) {
            call.respond(202, headers, new byte[0]);
            return;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", McpHeaders.JSON);
        call.respond(status, all, batch ? codec.encodeAll(answers) : codec.encode(answers.getFirst()));
    }
}
