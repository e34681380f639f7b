package dev.mimo.mcp.client;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.client.read.Fields;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.Outgoing;
import dev.mimo.mcp.client.transport.Pending;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.model.LogLevel;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Sends one request over one link and waits for its answer, in the words of the link's era. Safe for many threads.
final class Sender {
    private static final String META = "io.modelcontextprotocol/";

    private final ClientProfile profile;
    private final Reports reports;
    // over all links: an answer that comes late never meets a request of the same number
    private final AtomicLong ids = new AtomicLong();

    Sender(ClientProfile profile, Reports reports) {
        this.profile = profile;
        this.reports = reports;
    }

    /// @param mirrored arguments that travel in headers as well
    /// @throws McpClientException when there is no result
    ObjectNode send(Link link, String method, ObjectNode params, CallOptions options, Map<String, String> mirrored)
            throws InterruptedException {
        long id = ids.incrementAndGet();
        Pending pending = new Pending();
        Outgoing request = request(link, new RequestId.Whole(id), method, params, options, mirrored);
        if (options.watcher() != null) {
            reports.expect(id, pending);
        }
        try {
            link.connection().begin(request, pending);
            return switch (pending.await(options.silence(), options.longest(), told(options))) {
                case Message.Result(var _, ObjectNode result) -> result;
                case Message.Failure(var _, var error) -> throw McpClientException.refused(error, null);
            };
        } catch (InterruptedException e) {
            giveUp(link, request.message(), pending, "The caller gave up.");
            throw e;
        } catch (McpClientException e) {
            if (e.reason() instanceof McpClientException.TimedOut) {
                giveUp(link, request.message(), pending, "It took too long.");
            }
            throw e;
        } finally {
            reports.forget(id);
        }
    }

    /// A request with a number of its own.
    Outgoing request(Link link, String method, ObjectNode params) {
        return request(link, new RequestId.Whole(ids.incrementAndGet()), method, params, CallOptions.defaults(),
                Map.of());
    }

    private Outgoing request(Link link, RequestId.Whole id, String method, ObjectNode params, CallOptions options,
            Map<String, String> mirrored) {
        ObjectNode whole = params.deepCopy();
        boolean watched = options.watcher() != null;
        if (link.isStateless() || watched) {
            ObjectNode meta = whole.path("_meta") instanceof ObjectNode given ? given : whole.putObject("_meta");
            if (watched) {
                meta.put("progressToken", id.value());
            }
            if (link.isStateless()) {
                describe(link, meta, options);
            }
        }
        return new Outgoing(new Message.Request(id, method, whole), link.isStateless() ? link.revision() : null,
                mirrored);
    }

    private void describe(Link link, ObjectNode meta, CallOptions options) {
        meta.put(META + "protocolVersion", link.revision().date());
        meta.set(META + "clientInfo", profile.info());
        meta.set(META + "clientCapabilities", profile.capabilities(true));
        LogLevel level = options.logLevel();
        if (level != null) {
            meta.put(META + "logLevel", level.word());
        }
    }

    private static Consumer<ObjectNode> told(CallOptions options) {
        CallOptions.Watcher watcher = options.watcher();
        return report -> {
            Fields fields = new Fields(report, "progress");
            Double done = fields.maybeNumber("progress");
            if (watcher != null && done != null) {
                watcher.progress(done, fields.maybeNumber("total"), fields.maybeText("message"));
            }
        };
    }

    /// The one exception is the handshake, which cannot be cancelled.
    void giveUp(Link link, Message.Request request, Pending pending, String why) {
        pending.abandon();
        if (link.cancelsByClosing() || request.method().equals("initialize") || !link.connection().isOpen()) {
            return;
        }
        ObjectNode params = Nodes.object();
        params.set("requestId", MessageCodec.node(request.id()));
        params.put("reason", why);
        // on a thread of its own: this one may be interrupted, and need not wait
        Thread.ofVirtual().name("mcp-cancel").start(() -> {
            try {
                link.connection().tell(new Message.Notification("notifications/cancelled", params));
            } catch (InterruptedException | McpClientException _) {
                // a server that cannot be told goes on in vain
            }
        });
    }
}
