package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.OutgoingRequest;
import dev.mimo.mcp.client.transport.PendingRequest;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.codec.FieldReader;
import dev.mimo.mcp.model.LogLevel;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Sends one request over one link and waits for its answer, in the words of the link's era. Safe for many threads.
final class RequestSender {
    private final ClientProfile profile;
    private final ProgressRouter progressRouter;
    // over all links: an answer that comes late never meets a request of the same number
    private final AtomicLong ids = new AtomicLong();

    RequestSender(ClientProfile profile, ProgressRouter progressRouter) {
        this.profile = profile;
        this.progressRouter = progressRouter;
    }

    /// @param mirrored arguments that travel in headers as well
    /// @throws McpClientException when there is no result
    ObjectNode send(NegotiatedConnection link, String method, ObjectNode params, CallOptions options,
            Map<String, String> mirrored)
            throws InterruptedException {
        long id = ids.incrementAndGet();
        PendingRequest pending = new PendingRequest();
        OutgoingRequest request = request(link, new RequestId.Whole(id), method, params, options, mirrored);
        if (options.watcher() != null) {
            progressRouter.expect(id, pending);
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
            progressRouter.forget(id);
        }
    }

    /// A request with a number of its own.
    OutgoingRequest request(NegotiatedConnection link, String method, ObjectNode params) {
        return request(link, new RequestId.Whole(ids.incrementAndGet()), method, params, CallOptions.defaults(),
                Map.of());
    }

    private OutgoingRequest request(NegotiatedConnection link, RequestId.Whole id, String method, ObjectNode params,
            CallOptions options,
            Map<String, String> mirrored) {
        ObjectNode whole = params.deepCopy();
        boolean watched = options.watcher() != null;
        if (link.isStateless() || watched) {
            ObjectNode meta = whole.path(MetaKeys.META) instanceof ObjectNode given
                    ? given
                    : whole.putObject(MetaKeys.META);
            if (watched) {
                meta.put("progressToken", id.value());
            }
            if (link.isStateless()) {
                describe(link, meta, options);
            }
        }
        return new OutgoingRequest(new Message.Request(id, method, whole), link.isStateless() ? link.revision() : null,
                mirrored);
    }

    private void describe(NegotiatedConnection link, ObjectNode meta, CallOptions options) {
        meta.put(MetaKeys.PROTOCOL_VERSION, link.revision().date());
        meta.set(MetaKeys.CLIENT_INFO, profile.info());
        meta.set(MetaKeys.CLIENT_CAPABILITIES, profile.capabilities(true));
        LogLevel level = options.logLevel();
        if (level != null) {
            meta.put(MetaKeys.LOG_LEVEL, level.word());
        }
    }

    private static Consumer<ObjectNode> told(CallOptions options) {
        CallOptions.Watcher watcher = options.watcher();
        return report -> {
            FieldReader fields = new FieldReader(report, "progress");
            Double done = fields.maybeNumber("progress");
            if (watcher != null && done != null) {
                watcher.progress(done, fields.maybeNumber("total"), fields.maybeText("message"));
            }
        };
    }

    /// The one exception is the handshake, which cannot be cancelled.
    void giveUp(NegotiatedConnection link, Message.Request request, PendingRequest pending, String why) {
        pending.abandon();
        if (link.isRequestByRequest() || request.method().equals(McpMethods.INITIALIZE)
                || !link.connection().isOpen()) {
            return;
        }
        ObjectNode params = Json.object();
        params.set("requestId", MessageCodec.node(request.id()));
        params.put("reason", why);
        // on a thread of its own: this one may be interrupted, and need not wait
        Thread.ofVirtual().name("mcp-cancel").start(() -> {
            try {
                link.connection().tell(new Message.Notification(McpMethods.CANCELLED, params));
            } catch (InterruptedException | McpClientException _) {
                // a server that cannot be told goes on in vain
            }
        });
    }
}
