package dev.mimo.mcp.http;

import dev.mimo.mcp.DecodedMessage;
import dev.mimo.mcp.McpHeaders;
import dev.mimo.mcp.McpLimits;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.McpSession;
import dev.mimo.mcp.server.RequestInfo;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The stateful era over HTTP: a session is begun, used, listened to and ended.
final class StatefulHttp {
    private final HttpRequestRunner runner;
    private final SessionRegistry sessions;
    private final ReplayBudget streams;

    StatefulHttp(HttpRequestRunner runner, Clock clock, SessionStore store) {
        this.runner = runner;
        this.sessions = new SessionRegistry(runner.server(), runner.settings(), clock, store);
        this.streams = new ReplayBudget(runner.settings().replayBytesAllMax(), runner.settings().replayFor(),
                System::nanoTime);
    }

    int sessions() {
        return sessions.size();
    }

    void tidy() {
        streams.forgetOld();
        sessions.forgetIdle();
    }

    void close() {
        sessions.close();
    }

    void accept(HttpCall call, Message message) throws IOException {
        switch (message) {
            case Message.Request request when request.method().equals(McpMethods.INITIALIZE) ->
                initialize(call, request);
            case Message.Request request -> {
                HttpSession session = session(call, request.id());
                if (session != null) {
                    work(call, session, new Batch(List.of(request), List.of(), false));
                }
            }
            case Message.Notification notification -> {
                HttpSession session = session(call, null);
                if (session != null) {
                    runner.server().notified(session.engine(), notification);
                    call.respond(202, Map.of(), new byte[0]);
                }
            }
            case Message.Answer answer -> {
                HttpSession session = session(call, null);
                if (session != null) {
                    session.engine().answered(answer);
                    call.respond(202, Map.of(), new byte[0]);
                }
            }
        }
    }

    private void initialize(HttpCall call, Message.Request request) throws IOException {
        McpSession engine = runner.server().open();
        // it is answered at once: nobody must be told that it takes a while, before its headers are known
        HttpReply reply = new HttpReply(call, runner.codec(), runner.settings(), null, engine::close);
        Message.Answer answer = runner.answer(engine, request, info(call), reply);
        McpSession.Handshake settled = engine.handshake();
        Map<String, String> headers = Map.of();
        if (answer instanceof Message.Result && settled != null) {
            headers = Map.of(McpHeaders.SESSION_ID, sessions.begin(engine, settled, call.caller()).id());
        } else {
            engine.close();
        }
        reply.end(answer == null ? List.of() : List.of(answer), false, 200, headers);
    }

    /// What one POST asks.
    ///
    /// @param failed answers that are there already
    private record Batch(List<Message.Request> requests, List<Message.Answer> failed, boolean isBatch) {}

    void batch(HttpCall call, List<DecodedMessage> parts) throws IOException {
        if (StandardHeaders.claimStateless(call)) {
            runner.invalid(call, 400, null, "Batches are not spoken here: send each message by itself.");
            return;
        }
        HttpSession session = session(call, null);
        if (session == null) {
            return;
        }
        if (session.revision() != Revision.V2025_03_26) {
            runner.invalid(call, 400, null, "Batches are of revision 2025-03-26 only: send each message by itself.");
            return;
        }
        Batch batch = sorted(session, parts);
        if (batch.requests().isEmpty() && batch.failed().isEmpty()) {
            call.respond(202, Map.of(), new byte[0]);
        } else {
            work(call, session, batch);
        }
    }

    private Batch sorted(HttpSession session, List<DecodedMessage> parts) {
        List<Message.Request> requests = new ArrayList<>();
        List<Message.Answer> failed = new ArrayList<>();
        for (DecodedMessage part : parts) {
            switch (part) {
                case DecodedMessage.Malformed malformed -> failed.add(malformed.answer());
                case DecodedMessage.Valid(Message.Request request) -> requests.add(request);
                case DecodedMessage.Valid(Message.Notification notification) ->
                    runner.server().notified(session.engine(), notification);
                case DecodedMessage.Valid(Message.Answer answer) -> session.engine().answered(answer);
            }
        }
        return new Batch(requests, failed, true);
    }

    /// Works on the requests, each on a thread of its own since one may wait for what another does, and answers when
    /// all are done.
    private void work(HttpCall call, HttpSession session, Batch batch) throws IOException {
        // a client that is gone may come back for its answer
        HttpReply reply = runner.reply(call, session, () -> {});
        try {
            Stream<Message.Answer> answers = batch.requests().stream()
                    .gather(Gatherers.mapConcurrent(McpLimits.BATCH_MAX,
                            request -> Optional
                                    .ofNullable(runner.answer(session.engine(), request, info(call), reply))))
                    .flatMap(Optional::stream);
            ReplayChannel left = reply.end(Stream.concat(batch.failed().stream(), answers).toList(), batch.isBatch(),
                    200, Map.of());
            if (left != null) {
                streams.keep(session, left);
            }
        } finally {
            runner.done(reply);
        }
    }

    /// GET and DELETE.
    void withoutBody(HttpCall call) throws IOException {
        if (StandardHeaders.claimStateless(call)) {
            runner.wrongMethod(call, "POST");
        } else if (call.method().equals("DELETE")) {
            delete(call);
        } else if (!MediaTypes.acceptsEvents(call.header("Accept"))) {
            runner.invalid(call, 406, null, "A GET is answered with text/event-stream; 'Accept' must name it.");
        } else {
            HttpSession session = session(call, null);
            if (session != null) {
                listen(call, session);
            }
        }
    }

    private void delete(HttpCall call) throws IOException {
        String id = HeaderValue.plain(call, McpHeaders.SESSION_ID);
        if (id != null && sessions.end(id, call.caller())) {
            call.respond(204, Map.of(), new byte[0]);
        } else {
            unknownSession(call, id, null);
        }
    }

    /// Sends what belongs to no request, or what is left of a stream that broke.
    private void listen(HttpCall call, HttpSession session) throws IOException {
        String from = HeaderValue.plain(call, McpHeaders.LAST_EVENT_ID);
        HttpSession.Place place = session.place(from);
        ReplayChannel channel = place.channel() == HttpSession.UNASKED
                ? session.unasked(runner.settings().replayBytesMax(), runner.codec())
                : session.channel(place.channel());
        if (channel == null) {
            runner.invalid(call, 400, null, "The stream of this event is not known any more: ask again.");
            return;
        }
        EventSink stream = call.stream(Map.of());
        boolean primed = session.revision().compareTo(Revision.V2025_11_25) >= 0;
        new StreamSender(channel, channel.read(place.event()), stream, session)
                .run(primed ? runner.settings().resumeAfter() : null, runner.settings().keepAlive());
    }

    /// The session that the headers name; absent when the call is answered with why there is none.
    private @Nullable HttpSession session(HttpCall call, @Nullable RequestId request) throws IOException {
        try {
            StandardHeaders.checkStateful(call);
        } catch (RpcException e) {
            runner.fail(call, 400, request, e.error());
            return null;
        }
        String id = HeaderValue.plain(call, McpHeaders.SESSION_ID);
        HttpSession session = id == null ? null : sessions.use(id, call.caller());
        if (session == null) {
            unknownSession(call, id, request);
        }
        return session;
    }

    private void unknownSession(HttpCall call, @Nullable String session, @Nullable RequestId request)
            throws IOException {
        if (session == null) {
            runner.invalid(call, 400, request, "The header " + McpHeaders.SESSION_ID
                    + " is missing: send 'initialize' first, or name the protocol version in '_meta'.");
        } else {
            runner.fail(call, 404, request, RpcError.of(RpcError.UNKNOWN_SESSION,
                    "The session is unknown or over: send 'initialize' to begin another."));
        }
    }

    private static RequestInfo info(HttpCall call) {
        return new RequestInfo(call.caller(), false);
    }
}
