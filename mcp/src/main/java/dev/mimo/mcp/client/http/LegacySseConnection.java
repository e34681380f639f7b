package dev.mimo.mcp.client.http;

import dev.mimo.mcp.McpHeaders;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageListener;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.OutgoingRequest;
import dev.mimo.mcp.client.transport.PendingRequest;
import dev.mimo.mcp.client.transport.PendingRequests;
import dev.mimo.mcp.client.transport.ServerAddress;
import dev.mimo.mcp.client.transport.ServerConnection;
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
final class LegacySseConnection implements ServerConnection {
    private final HttpSender wire;
    private final MessageListener listener;
    private final HttpTransportSettings settings;
    private final MessageCodec codec;
    private final ResponseReader answers;
    private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
    private final PendingRequests pendingRequests = new PendingRequests();
    private final HttpResponse<InputStream> stream;
    private final Thread reader = Thread.ofVirtual().name("mcp-events").unstarted(this::read);

    private LegacySseConnection(HttpSender wire, MessageListener listener, MessageTrace trace,
            HttpTransportSettings settings)
            throws InterruptedException {
        this.wire = wire;
        this.listener = listener;
        this.settings = settings;
        this.codec = new MessageCodec(settings.depthMax());
        this.answers = new ResponseReader(codec, trace, settings.messageBytesMax(), settings.tellTimeout());
        // here and not on the reader's thread: a user may have to log in first, which takes its time
        this.stream = wire.send(HttpSender.Sent.of("GET", Map.of("Accept", McpHeaders.EVENT_STREAM),
                settings.tellTimeout()));
    }

    /// Returns once the server has said where to post to.
    ///
    /// @throws McpClientException when there is no such stream, or it does not say so in time
    static LegacySseConnection open(HttpSender wire, MessageListener listener, MessageTrace trace,
            HttpTransportSettings settings) {
        boolean open = false;
        try {
            var connection = new LegacySseConnection(wire, listener, trace, settings);
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
            if (stream.statusCode() / 100 != 2 || !ResponseReader.isEvents(stream)) {
                throw answers.refusal(stream, wire.endpoint());
            }
            answers.each(body, new ResumePoint(settings), this::take, () -> !pendingRequests.isOpen());
        }
    }

    private void take(ServerEvent event) {
        if (event.kind().equals("endpoint")) {
            endpoint.complete(named(event.data()));
        } else if (!event.data().isEmpty()) {
            pendingRequests.deliver(answers.decoded(event), listener);
        }
    }

    /// Where the server wants messages posted, which must not take the credentials elsewhere.
    private URI named(String reference) {
        try {
            URI named = wire.endpoint().resolve(reference.strip());
            if (ServerAddress.isSameOrigin(wire.endpoint(), named)) {
                return named;
            }
        } catch (IllegalArgumentException _) {
            // no address at all
        }
        throw McpClientException.broken("The server wants messages posted to what is no address of its own.");
    }

    private void end(McpClientException why) {
        pendingRequests.end(why);
        endpoint.completeExceptionally(why);
    }

    @Override
    public void begin(OutgoingRequest request, PendingRequest pending) {
        RequestId id = request.message().id();
        pendingRequests.add(id, pending);
        Thread poster = Thread.ofVirtual().name("mcp-post").unstarted(
                () -> pendingRequests.send(id, pending, () -> post(request.message(), pending)));
        pending.onAbandon(() -> {
            pendingRequests.take(id);
            poster.interrupt();
        });
        poster.start();
    }

    @Override
    public void tell(Message message) throws InterruptedException {
        post(message, null);
    }

    private void post(Message message, @Nullable PendingRequest pending) throws InterruptedException {
        pendingRequests.requireOpen();
        HttpResponse<InputStream> answer = wire.send(endpoint.join(),
                HttpSender.Sent.of(message, MessageHeaders.ofPost(), codec, settings.tellTimeout(), pending));
        try (InputStream _ = answer.body()) {
            if (answer.statusCode() / 100 != 2) {
                throw pending == null
                        ? ResponseReader.refusal(answer.statusCode(), wire.endpoint())
                        : answers.refusal(answer, wire.endpoint());
            }
        } catch (IOException _) {
            // it was taken; nobody needs the rest
        }
    }

    @Override
    public boolean isOpen() {
        return pendingRequests.isOpen();
    }

    @Override
    public void close() {
        end(McpClientException.closed());
        reader.interrupt();
        wire.close();
    }
}
