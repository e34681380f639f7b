package dev.mimo.mcp.client.http;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.transport.Connection;
import dev.mimo.mcp.client.transport.Inbox;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.Outgoing;
import dev.mimo.mcp.client.transport.Pending;
import dev.mimo.mcp.client.transport.Trace;
import dev.mimo.mcp.client.transport.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One event stream for all that the server says, and a POST for each message to it. The end of the stream is the end
/// of the connection.
final class TwoEndpointConnection implements Connection {
    private final HttpWire wire;
    private final Inbox inbox;
    private final HttpLinkSettings settings;
    private final MessageCodec codec;
    private final Answers answers;
    private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
    private final Waiting waiting = new Waiting();
    private final HttpResponse<InputStream> stream;
    private final Thread reader = Thread.ofVirtual().name("mcp-events").unstarted(this::read);

    private TwoEndpointConnection(HttpWire wire, Inbox inbox, Trace trace, HttpLinkSettings settings)
            throws InterruptedException {
        this.wire = wire;
        this.inbox = inbox;
        this.settings = settings;
        this.codec = new MessageCodec(settings.depthMax());
        this.answers = new Answers(codec, trace, settings.messageBytesMax());
        // here and not on the reader's thread: a user may have to log in first, which takes its time
        this.stream = wire.send(new HttpWire.Sent("GET", Map.of("Accept", MessageHeaders.EVENTS), null, null, "",
                settings.tellTimeout(), null));
    }

    /// Returns once the server has said where to post to.
    ///
    /// @throws McpClientException when there is no such stream, or it does not say so in time
    static TwoEndpointConnection open(HttpWire wire, Inbox inbox, Trace trace, HttpLinkSettings settings) {
        boolean open = false;
        try {
            var connection = new TwoEndpointConnection(wire, inbox, trace, settings);
            connection.reader.start();
            connection.endpoint.get(settings.tellTimeout().toMillis(), TimeUnit.MILLISECONDS);
            open = true;
            return connection;
        } catch (TimeoutException _) {
            throw McpClientException.timedOut("The server's word on where to post to", settings.tellTimeout());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof McpClientException why ? why : new IllegalStateException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw McpClientException.closed();
        } finally {
            if (!open) {
                wire.close();
            }
        }
    }

    private void read() {
        McpClientException why = McpClientException.lost("The server ended its event stream.");
        try {
            listen();
        } catch (McpClientException e) {
            why = e;
        } catch (InterruptedException _) {
            why = McpClientException.closed();
        } catch (IOException | RuntimeException e) {
            why = McpClientException.lost("The server's event stream broke: " + e.getMessage() + ".");
        }
        end(why);
    }

    private void listen() throws IOException, InterruptedException {
        try (InputStream body = stream.body()) {
            if (stream.statusCode() / 100 != 2 || !Answers.isEvents(stream)) {
                throw answers.refusal(stream, wire.endpoint());
            }
            answers.each(body, new Trail(settings), this::take, () -> !waiting.isOpen());
        }
    }

    private void take(ServerEvent event) {
        if (event.kind().equals("endpoint")) {
            endpoint.complete(named(event.data()));
        } else if (!event.data().isEmpty()) {
            waiting.deliver(answers.decoded(event), inbox);
        }
    }

    /// Where the server wants messages posted, which must not take the credentials elsewhere.
    private URI named(String reference) {
        try {
            URI named = wire.endpoint().resolve(reference.strip());
            if (HttpWire.isSameOrigin(wire.endpoint(), named)) {
                return named;
            }
        } catch (IllegalArgumentException _) {
            // no address at all
        }
        throw McpClientException.broken("The server wants messages posted to what is no address of its own.");
    }

    private void end(McpClientException why) {
        waiting.end(why);
        endpoint.completeExceptionally(why);
    }

    @Override
    public void begin(Outgoing request, Pending pending) {
        RequestId id = request.message().id();
        waiting.add(id, pending);
        Thread poster = Thread.ofVirtual().name("mcp-post").unstarted(() -> {
            try {
                post(request.message(), pending);
            } catch (McpClientException e) {
                waiting.take(id);
                pending.failed(e);
            } catch (InterruptedException _) {
                waiting.take(id);
                pending.failed(McpClientException.closed());
            } catch (RuntimeException e) {
                waiting.take(id);
                pending.failed(McpClientException.broken("The request could not be sent: " + e));
            }
        });
        pending.onAbandon(() -> {
            waiting.take(id);
            poster.interrupt();
        });
        poster.start();
    }

    @Override
    public void tell(Message message) throws InterruptedException {
        post(message, null);
    }

    private void post(Message message, @Nullable Pending pending) throws InterruptedException {
        waiting.requireOpen();
        HttpResponse<InputStream> answer = wire.send(endpoint.join(), new HttpWire.Sent("POST", MessageHeaders.ofPost(),
                codec.encode(message), message, MessageHeaders.operation(message), settings.tellTimeout(), pending));
        try (InputStream _ = answer.body()) {
            if (answer.statusCode() / 100 != 2) {
                throw answers.refusal(answer, wire.endpoint());
            }
        } catch (IOException _) {
            // it was taken; nobody needs the rest
        }
        // it may have ended in between, and then nobody would tell the one who waits
        waiting.requireOpen();
    }

    @Override
    public void agreed(Revision revision) {
        // no header of this way says it
    }

    @Override
    public void hear() {
        // whatever the server sends arrives on the one stream there is
    }

    @Override
    public boolean isOpen() {
        return waiting.isOpen();
    }

    @Override
    public void close() {
        end(McpClientException.closed());
        reader.interrupt();
        wire.close();
    }
}
