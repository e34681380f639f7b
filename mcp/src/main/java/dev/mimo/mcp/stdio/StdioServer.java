package dev.mimo.mcp.stdio;

import dev.mimo.json.ByteSize;
import dev.mimo.json.Json;
import dev.mimo.mcp.DecodedMessage;
import dev.mimo.mcp.LineReader;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.ReceivedMessages;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpSession;
import dev.mimo.mcp.server.RequestExchange;
import dev.mimo.mcp.server.RequestInfo;
import dev.mimo.mcp.server.RequestMetadata;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One client on two streams: a message a line, each request on a thread of its own, answers in the order in which
/// they are ready. The first message tells the era: `initialize` begins a session, and what names its revision in
/// `_meta` needs none, before that and after.
public final class StdioServer {
    private static final RequestInfo STATELESS = new RequestInfo("", true);
    private static final Duration LAST_MOMENT = Duration.ofMillis(200);

    private final InputStream in;
    private final LineWriter out;
    private final McpServer server;
    private final StdioSettings settings;
    private final Runnable afterFirstAnswer;
    private final MessageCodec codec;
    private final McpSession session;
    private final RequestWorkers workers;
    private final AtomicBoolean answered = new AtomicBoolean();

    /// With the usual limits.
    public StdioServer(InputStream in, OutputStream out, McpServer server) {
        this(in, out, server, StdioSettings.defaults(), () -> {});
    }

    /// @param server for this client alone; it is closed with it
    /// @param afterFirstAnswer called once, when the first answer is on its way: the place to begin what is slow. It
    ///        must return at once
    public StdioServer(InputStream in, OutputStream out, McpServer server, StdioSettings settings,
            Runnable afterFirstAnswer) {
        this.in = in;
        this.server = server;
        this.settings = settings;
        this.afterFirstAnswer = afterFirstAnswer;
        this.codec = new MessageCodec(server.settings().depthMax());
        this.out = new LineWriter(out, codec);
        this.session = server.open();
        this.workers = new RequestWorkers(settings);
    }

    /// The process's standard output, for the protocol alone: from here on `System.out` goes to standard error, so
    /// that no library can speak out of turn. Call it before anything else runs.
    public static OutputStream takeStandardOutput() {
        System.setOut(System.err);
        return new FileOutputStream(FileDescriptor.out);
    }

    /// Serves until the input ends, then closes the server and lets the requests under way finish, within the
    /// settings' limit.
    ///
    /// @return whether every answer could be written
    public boolean run() {
        LineReader lines = new LineReader(in, server.settings().messageBytesMax());
        try (McpSession.Attachment _ = session.attach(out::send)) {
            LineReader.Line line = lines.next();
            while (line != null && !out.isBroken()) {
                switch (line) {
                    case LineReader.Whole(byte[] bytes, boolean _) -> received(bytes);
                    case LineReader.TooLong() -> out.send(new Message.Failure(null, RpcError.of(
                            RpcError.INVALID_REQUEST,
                            "The line is longer than " + ByteSize.text(server.settings().messageBytesMax()) + ".")));
                }
                line = lines.next();
            }
        } catch (IOException _) {
            // a broken input is an ended one
        }
        drain();
        return !out.isBroken();
    }

    private void received(byte[] line) {
        if (isBlank(line)) {
            return;
        }
        switch (codec.decodeAll(line)) {
            case ReceivedMessages.One(DecodedMessage decoded) -> received(decoded, line.length);
            case ReceivedMessages.Batch(List<DecodedMessage> parts) when session.agreed() == Revision.V2025_03_26 ->
                batch(parts, line.length);
            case ReceivedMessages.Batch _ -> out.send(new Message.Failure(null, RpcError.of(RpcError.INVALID_REQUEST,
                    "Batches are of revision 2025-03-26 only: send each message by itself.")));
        }
    }

    private void received(DecodedMessage decoded, int bytes) {
        switch (decoded) {
            case DecodedMessage.Malformed malformed -> out.send(malformed.answer());
            case DecodedMessage.Valid(Message.Request request) -> begin(request, bytes, this::answer);
            case DecodedMessage.Valid(Message.Notification notification) -> server.notified(session, notification);
            case DecodedMessage.Valid(Message.Answer answer) -> session.answered(answer);
        }
    }

    private void answer(Message.@Nullable Answer answer) {
        if (answer != null) {
            out.send(answer);
        }
    }

    private void batch(List<DecodedMessage> parts, int bytes) {
        BatchReply reply = new BatchReply(out);
        for (DecodedMessage part : parts) {
            switch (part) {
                case DecodedMessage.Malformed malformed -> reply.expect().accept(malformed.answer());
                case DecodedMessage.Valid(Message.Request request) ->
                    begin(request, bytes / parts.size(), reply.expect());
                case DecodedMessage.Valid(Message.Notification notification) -> server.notified(session, notification);
                case DecodedMessage.Valid(Message.Answer answer) -> session.answered(answer);
            }
        }
        reply.expectNoMore();
    }

    /// @param answer takes the answer, null for a request that was cancelled
    private void begin(Message.Request request, int bytes, Consumer<Message.@Nullable Answer> answer) {
        boolean quick = McpServer.isQuick(request);
        if (!quick && !workers.admit(bytes)) {
            answer.accept(tooBusy(request));
            return;
        }
        RequestExchange exchange = take(request, answer);
        if (quick && exchange != null) {
            complete(exchange, answer);
        } else if (!quick) {
            boolean waits =
                    request.method().equals(McpMethods.LISTEN) || request.method().equals(McpMethods.TASKS_RESULT);
            workers.start(bytes, waits, () -> {
                if (exchange != null) {
                    complete(exchange, answer);
                }
            });
        }
    }

    /// As over HTTP, no bug: a tool's model reads it in a result, and who sent anything else in an error.
    private static Message.Answer tooBusy(Message.Request request) {
        String message = "Too many requests are under way: wait for answers, then send this one again.";
        if (!request.method().equals(McpMethods.TOOLS_CALL)) {
            return new Message.Failure(request.id(), RpcError.of(RpcError.SERVER_ERROR, message));
        }
        ObjectNode result = Json.object().put("isError", true);
        result.putArray("content").addObject().put("type", "text").put("text", message);
        return new Message.Result(request.id(),
                RequestMetadata.isStateless(request) ? result.put("resultType", "complete") : result);
    }

    private @Nullable RequestExchange take(Message.Request request, Consumer<Message.@Nullable Answer> answer) {
        try {
            return server.begin(session, request, info(request), out::send);
        } catch (RpcException e) {
            answer.accept(new Message.Failure(request.id(), e.error()));
            return null;
        }
    }

    /// Without a session, only what begins one can do without `_meta`.
    private RequestInfo info(Message.Request request) {
        boolean begins = request.method().equals(McpMethods.INITIALIZE) || request.method().equals(McpMethods.PING);
        boolean alone = session.agreed() == null && !begins;
        return alone || RequestMetadata.isStateless(request) ? STATELESS : RequestInfo.LOCAL;
    }

    private void complete(RequestExchange exchange, Consumer<Message.@Nullable Answer> answer) {
        answer.accept(exchange.complete());
        if (answered.compareAndSet(false, true)) {
            afterFirstAnswer.run();
        }
    }

    private void drain() {
        // nobody will answer what a request still asks
        session.inputEnded();
        server.close();
        if (out.isBroken() || !workers.join(settings.drain())) {
            session.close();
            // what heeds an interrupt ends now; what does not is left to the end of the process
            workers.join(LAST_MOMENT);
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
