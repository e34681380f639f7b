package dev.mimo.mcp.http;

import dev.mimo.json.Json;
import dev.mimo.mcp.DecodedMessage;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.ReceivedMessages;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpSession;
import dev.mimo.mcp.server.RequestInfo;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// MCP at one HTTP address. `handle` blocks until the answer is sent, so the mounting server runs each call on a
/// virtual thread; it is safe for any number of them.
///
/// Requests of the stateless era need nothing but themselves. Those of the stateful era belong to a session that
/// `initialize` begins and `DELETE` ends; an unknown one is answered with 404, which tells the client to begin anew.
public final class McpHttp implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final HttpRequestRunner runner;
    private final StatefulHttp stateful;
    /// One party for each request that lasts until the server ends, and one for the server itself.
    private final Phaser lasting = new Phaser(1);

    /// @param store what outlives the process of its sessions
    public McpHttp(McpServer server, McpHttpSettings settings, Clock clock, SessionStore store) {
        runner = new HttpRequestRunner(server, settings, this::tidy);
        stateful = new StatefulHttp(runner, clock, store);
        runner.start();
    }

    /// How many sessions of the stateful era are in memory.
    public int sessions() {
        return stateful.sessions();
    }

    /// The greatest body that is read.
    public int bodyBytesMax() {
        return runner.server().settings().messageBytesMax();
    }

    /// Answers one request.
    ///
    /// @throws IOException when the client is gone
    /// @throws ServerBusyException when there is too much to do already
    public void handle(HttpCall call) throws IOException {
        switch (call.method()) {
            case "POST" -> post(call);
            case "GET", "DELETE" -> stateful.withoutBody(call);
            default -> runner.wrongMethod(call, "GET, POST, DELETE");
        }
    }

    private void post(HttpCall call) throws IOException {
        if (!MediaTypes.acceptable(call.header("Accept"))) {
            runner.invalid(call, 406, null,
                    "Answers are application/json or text/event-stream; 'Accept' must name both.");
            return;
        }
        if (!MediaTypes.isJson(call.header("Content-Type"))) {
            runner.invalid(call, 415, null, "'Content-Type' must be application/json, in UTF-8.");
            return;
        }
        if (!MediaTypes.isPlain(call.header("Content-Encoding"))) {
            runner.invalid(call, 415, null, "The body is compressed: send it without 'Content-Encoding'.");
            return;
        }
        byte[] body = call.body(bodyBytesMax());
        if (body == null) {
            runner.invalid(call, 413, null, "The message is longer than " + bodyBytesMax() + " bytes.");
            return;
        }
        switch (runner.codec().decodeAll(body)) {
            case ReceivedMessages.One(DecodedMessage.Malformed(RequestId id, RpcError error)) ->
                runner.fail(call, 400, id, error);
            case ReceivedMessages.One(DecodedMessage.Valid(Message message)) -> accept(call, message);
            case ReceivedMessages.Batch(List<DecodedMessage> parts) -> stateful.batch(call, parts);
        }
    }

    private void accept(HttpCall call, Message message) throws IOException {
        boolean alone;
        try {
            alone = StandardHeaders.areStateless(call, params(message));
        } catch (RpcException e) {
            runner.fail(call, 400, message instanceof Message.Request request ? request.id() : null, e.error());
            return;
        }
        if (!alone) {
            stateful.accept(call, message);
            return;
        }
        switch (message) {
            case Message.Request request -> request(call, request);
            // closing the stream is this era's cancellation; nothing else is told to a server
            case Message.Notification _ -> call.respond(202, Map.of(), new byte[0]);
            case Message.Answer _ -> runner.invalid(call, 400, null,
                    "Nothing was asked: answers go into 'inputResponses' of the next request.");
        }
    }

    private static ObjectNode params(Message message) {
        return switch (message) {
            case Message.Request request -> request.params();
            case Message.Notification notification -> notification.params();
            case Message.Answer _ -> Json.object();
        };
    }

    private void request(HttpCall call, Message.Request request) throws IOException {
        try {
            StandardHeaders.checkStateless(call, request);
            checkTool(call, request);
        } catch (RpcException e) {
            runner.fail(call, 400, request.id(), e.error());
            return;
        }
        boolean lasts = request.method().equals(McpMethods.LISTEN);
        if (lasts) {
            lasting.register();
        }
        try (McpSession session = runner.server().open()) {
            HttpReply reply = runner.reply(call, null, session::close);
            try {
                if (!McpServer.isQuick(request)) {
                    call.onGone(session::close);
                }
                Message.Answer answer = runner.answer(session, request, new RequestInfo(call.caller(), true), reply);
                if (lasts) {
                    reply.requireStream();
                }
                reply.end(answer == null ? List.of() : List.of(answer), false, status(answer), Map.of());
            } finally {
                runner.done(reply);
            }
        } finally {
            if (lasts) {
                lasting.arriveAndDeregister();
            }
        }
    }

    private void checkTool(HttpCall call, Message.Request request) {
        JsonNode name = request.params().path("name");
        ObjectNode schema = request.method().equals(McpMethods.TOOLS_CALL) && name.isString()
                ? runner.server().inputSchema(name.stringValue())
                : null;
        if (schema != null) {
            ToolHeaders.check(call, schema, request.params().path("arguments"));
        }
    }

    /// What a stateless client learns from the status alone.
    private static int status(Message.@Nullable Answer answer) {
        if (!(answer instanceof Message.Failure(RequestId _, RpcError error))) {
            return 200;
        }
        return switch (error.code()) {
            case RpcError.METHOD_NOT_FOUND -> 404;
            case RpcError.HEADER_MISMATCH, RpcError.MISSING_CAPABILITY, RpcError.UNSUPPORTED_PROTOCOL_VERSION ->
                400;
            default -> 200;
        };
    }

    private void tidy() {
        stateful.tidy();
    }

    /// Ends the engine: the first step of a stop, while the mounting server still lets streams end. Returns once the
    /// subscribers that read have their results, within half a second.
    public void endSubscriptions() {
        runner.server().close();
        try {
            lasting.awaitAdvanceInterruptibly(lasting.arrive(), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // a subscriber that does not read learns of the end from its connection
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends all sessions and their streams; the sessions are made again when their clients return to the next server.
    @Override
    public void close() {
        runner.close();
        stateful.close();
    }
}
