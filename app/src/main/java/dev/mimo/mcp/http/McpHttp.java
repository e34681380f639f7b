package dev.mimo.mcp.http;

import dev.mimo.mcp.Decoded;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.Envelope;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpSession;
import dev.mimo.mcp.server.RequestInfo;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// MCP at one HTTP address. `handle` blocks until the answer is sent, so the mounting server runs each call on a
/// virtual thread; it is safe for any number of them.
///
/// Requests of the stateless era need nothing but themselves. Those of the stateful era belong to a session that
/// `initialize` begins and `DELETE` ends; an unknown one is answered with 404, which tells the client to begin anew.
public final class McpHttp {
    private static final String SESSION = "Mcp-Session-Id";

    private final McpServer server;
    private final MessageCodec codec;
    private final Sessions sessions;

    public McpHttp(McpServer server, McpHttpSettings settings, Clock clock) {
        this.server = server;
        this.codec = new MessageCodec(server.settings().depthMax());
        this.sessions = new Sessions(settings, clock);
    }

    /// How many sessions of the stateful era are kept.
    public int sessions() {
        return sessions.size();
    }

    /// Answers one request.
    ///
    /// @throws IOException when the client is gone
    public void handle(HttpCall call) throws IOException {
        switch (call.method()) {
            case "POST" -> post(call);
            case "DELETE" -> delete(call);
            // there is nothing yet that a server would say unasked, hence no stream to GET
            default -> fail(call, 405, null, RpcError.of(RpcError.INVALID_REQUEST,
                    "Only POST and DELETE are served here."), Map.of("Allow", "POST, DELETE"));
        }
    }

    private void post(HttpCall call) throws IOException {
        if (!HeaderRules.acceptable(call.header("Accept"))) {
            fail(call, 406, null, RpcError.of(RpcError.INVALID_REQUEST,
                    "Answers are application/json or text/event-stream; 'Accept' must name both."), Map.of());
            return;
        }
        if (!HeaderRules.isJson(call.header("Content-Type"))) {
            fail(call, 415, null, RpcError.of(RpcError.INVALID_REQUEST,
                    "'Content-Type' must be application/json."), Map.of());
            return;
        }
        int bytesMax = server.settings().messageBytesMax();
        byte[] body = call.body().readNBytes(bytesMax + 1);
        if (body.length > bytesMax) {
            fail(call, 413, null, RpcError.of(RpcError.INVALID_REQUEST,
                    "The message is longer than " + bytesMax + " bytes."), Map.of());
            return;
        }
        switch (codec.decode(body)) {
            case Decoded.Malformed(RequestId id, RpcError error) -> fail(call, 400, id, error, Map.of());
            case Decoded.Valid(Message message) -> accept(call, message);
        }
    }

    private void accept(HttpCall call, Message message) throws IOException {
        switch (message) {
            case Message.Request request when isStateless(call, request) -> stateless(call, request);
            case Message.Request request when request.method().equals("initialize") -> initialize(call, request);
            case Message.Request request -> inSession(call, request);
            case Message.Notification notification -> notified(call, notification);
            // nothing is ever asked of the client yet, so an answer can only be late
            case Message.Answer _ -> call.respond(202, Map.of(), new byte[0]);
        }
    }

    private static boolean isStateless(HttpCall call, Message.Request request) {
        return Envelope.isStateless(request)
                || HeaderRules.claimsStateless(call);
    }

    private void stateless(HttpCall call, Message.Request request) throws IOException {
        try {
            HeaderRules.checkStateless(call, request);
            Envelope.check(request);
        } catch (RpcException e) {
            fail(call, 400, request.id(), e.error(), Map.of());
            return;
        }
        McpSession alone = server.open();
        call.onGone(alone::close);
        Reply reply = new Reply(call, codec);
        Message.Answer answer = answer(alone, request, new RequestInfo(call.caller(), true), reply);
        boolean unknown = answer instanceof Message.Failure(RequestId _, RpcError error)
                && error.code() == RpcError.METHOD_NOT_FOUND;
        reply.end(answer, unknown ? 404 : 200, Map.of());
    }

    private void initialize(HttpCall call, Message.Request request) throws IOException {
        McpSession session = server.open();
        Reply reply = new Reply(call, codec);
        Message.Answer answer = answer(session, request, new RequestInfo(call.caller(), false), reply);
        reply.end(answer, 200, session.agreed() == null
                ? Map.of()
                : Map.of(SESSION, sessions.add(session, call.caller())));
    }

    private void inSession(HttpCall call, Message.Request request) throws IOException {
        McpSession session = session(call, request.id());
        if (session != null) {
            Reply reply = new Reply(call, codec);
            reply.end(answer(session, request, new RequestInfo(call.caller(), false), reply), 200, Map.of());
        }
    }

    private void notified(HttpCall call, Message.Notification notification) throws IOException {
        String id = call.header(SESSION);
        if (id == null) {
            // the stateless era has none that matter here: closing the connection is its cancellation
            call.respond(202, Map.of(), new byte[0]);
            return;
        }
        McpSession session = session(call, null);
        if (session != null) {
            server.notified(session, notification);
            call.respond(202, Map.of(), new byte[0]);
        }
    }

    private void delete(HttpCall call) throws IOException {
        String id = call.header(SESSION);
        if (id != null && sessions.end(id, call.caller())) {
            call.respond(204, Map.of(), new byte[0]);
        } else {
            unknownSession(call, id, null);
        }
    }

    /// The session that the headers name; absent when the call is answered with why there is none.
    private @Nullable McpSession session(HttpCall call, @Nullable RequestId request) throws IOException {
        try {
            HeaderRules.checkStateful(call);
        } catch (RpcException e) {
            fail(call, 400, request, e.error(), Map.of());
            return null;
        }
        String id = call.header(SESSION);
        McpSession session = id == null ? null : sessions.use(id, call.caller());
        if (session == null) {
            unknownSession(call, id, request);
        }
        return session;
    }

    private void unknownSession(HttpCall call, @Nullable String session, @Nullable RequestId request)
            throws IOException {
        if (session == null) {
            fail(call, 400, request, RpcError.of(RpcError.INVALID_REQUEST, "The header " + SESSION
                    + " is missing: send 'initialize' first, or name the protocol version in '_meta'."), Map.of());
        } else {
            fail(call, 404, request, RpcError.of(RpcError.DENIED,
                    "The session is unknown or over: send 'initialize' to begin another."), Map.of());
        }
    }

    private Message.@Nullable Answer answer(McpSession session, Message.Request request, RequestInfo info,
            Reply reply) {
        try {
            return server.begin(session, request, info, reply::tell).complete();
        } catch (RpcException e) {
            return new Message.Failure(request.id(), e.error());
        }
    }

    private void fail(HttpCall call, int status, @Nullable RequestId id, RpcError error, Map<String, String> headers)
            throws IOException {
        Reply.send(call, codec, new Message.Failure(id, error), status, headers);
    }
}
