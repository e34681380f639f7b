package dev.mimo.mcp.http;

import dev.mimo.mcp.McpHeaders;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpSession;
import dev.mimo.mcp.server.RequestInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What both eras need: to hand a request to the engine, and to say why it failed. Also wakes those replies that let
/// their client wait for too long.
final class HttpRequestRunner implements AutoCloseable {
    private static final Duration TICK_MAX = Duration.ofSeconds(1);

    private final McpServer server;
    private final McpHttpSettings settings;
    private final MessageCodec codec;
    private final Set<HttpReply> waiting = ConcurrentHashMap.newKeySet();
    private final Thread ticker;

    /// @param often called about every second
    HttpRequestRunner(McpServer server, McpHttpSettings settings, Runnable often) {
        this.server = server;
        this.settings = settings;
        this.codec = new MessageCodec(server.settings().depthMax());
        this.ticker = Thread.ofVirtual().name("mcp-http").unstarted(() -> tick(often));
    }

    void start() {
        ticker.start();
    }

    MessageCodec codec() {
        return codec;
    }

    McpServer server() {
        return server;
    }

    McpHttpSettings settings() {
        return settings;
    }

    /// A reply that is looked after until `done`.
    HttpReply reply(HttpCall call, @Nullable HttpSession session, Runnable gone) {
        HttpReply reply = new HttpReply(call, codec, settings, session, gone);
        waiting.add(reply);
        return reply;
    }

    void done(HttpReply reply) {
        waiting.remove(reply);
    }

    /// Works out the answer on this thread; absent when the request was cancelled.
    Message.@Nullable Answer answer(McpSession session, Message.Request request, RequestInfo info, HttpReply reply) {
        try {
            return server.begin(session, request, info, reply).complete();
        } catch (RpcException e) {
            return new Message.Failure(request.id(), e.error());
        }
    }

    void fail(HttpCall call, int status, @Nullable RequestId id, RpcError error) throws IOException {
        fail(call, status, id, error, Map.of());
    }

    void fail(HttpCall call, int status, @Nullable RequestId id, RpcError error, Map<String, String> headers)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", McpHeaders.JSON);
        call.respond(status, all, codec.encode(new Message.Failure(id, error)));
    }

    void invalid(HttpCall call, int status, @Nullable RequestId id, String what) throws IOException {
        fail(call, status, id, RpcError.of(RpcError.INVALID_REQUEST, what));
    }

    /// The method is not of this address, or not of this era.
    void wrongMethod(HttpCall call, String allowed) throws IOException {
        fail(call, 405, null, RpcError.of(RpcError.INVALID_REQUEST, "What is served here: " + allowed + "."),
                Map.of("Allow", allowed));
    }

    private void tick(Runnable often) {
        Duration quarter = settings.keepAlive().dividedBy(4);
        Duration pause = quarter.compareTo(TICK_MAX) < 0 ? quarter : TICK_MAX;
        try {
            while (true) {
                Thread.sleep(pause);
                long now = System.nanoTime();
                waiting.forEach(reply -> reply.stirAt(now));
                often.run();
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    @Override
    public void close() {
        ticker.interrupt();
    }
}
