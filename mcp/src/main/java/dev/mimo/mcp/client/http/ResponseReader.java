package dev.mimo.mcp.client.http;

import dev.mimo.mcp.DecodedMessage;
import dev.mimo.mcp.McpHeaders;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.ServerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Reads the messages out of HTTP bodies, within bounds.
///
/// @param bytesMax of one message
/// @param refusalWait for the body of a refusal
record ResponseReader(MessageCodec codec, MessageTrace trace, int bytesMax, Duration refusalWait) {
    /// Enough to find an error of the protocol in, whatever else a server puts there.
    private static final int REFUSAL_BYTES_MAX = 64 << 10;

    static boolean isEvents(HttpResponse<?> answer) {
        return mediaType(answer).equals(McpHeaders.EVENT_STREAM);
    }

    private static String mediaType(HttpResponse<?> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /// The one message of a JSON body.
    ///
    /// @throws McpClientException when there is none
    Message whole(HttpResponse<InputStream> answer) throws IOException {
        if (!mediaType(answer).equals(McpHeaders.JSON)) {
            String type = mediaType(answer);
            throw McpClientException.broken("The server answered "
                    + (type.isEmpty() ? "with nothing" : "with " + type) + " (HTTP " + answer.statusCode()
                    + ") where a message was due.");
        }
        byte[] body = answer.body().readNBytes(bytesMax + 1);
        if (body.length > bytesMax) {
            throw McpClientException.broken("The server answered with more than " + bytesMax + " bytes.");
        }
        return decoded(body);
    }

    /// The message that an event carries.
    Message decoded(ServerEvent event) {
        return decoded(event.data().getBytes(StandardCharsets.UTF_8));
    }

    private Message decoded(byte[] text) {
        return switch (codec.decode(text)) {
            case DecodedMessage.Valid(Message message) -> {
                trace.passed(MessageTrace.Direction.RECEIVED, "", Map.of(), message);
                yield message;
            }
            case DecodedMessage.Malformed(var _, var error) -> {
                trace.passed(MessageTrace.Direction.RECEIVED, "no message: " + error.message(), Map.of(), null);
                throw McpClientException.broken("The server sent what is no message: " + error.message());
            }
        };
    }

    /// Reads messages to the end of the stream, or until there is enough. A broken stream counts as an ended one.
    void events(InputStream body, ResumePoint resumePoint, Consumer<Message> sink, BooleanSupplier enough)
            throws InterruptedException {
        each(body, resumePoint, event -> {
            if (!event.data().isEmpty()) {
                sink.accept(decoded(event));
            }
        }, enough);
    }

    /// As `events`, with whatever the events carry.
    void each(InputStream body, ResumePoint resumePoint, Consumer<ServerEvent> sink, BooleanSupplier enough)
            throws InterruptedException {
        EventParser parser = new EventParser(bytesMax, event -> {
            resumePoint.saw(event);
            sink.accept(event);
        });
        byte[] buffer = new byte[8192];
        try {
            int length;
            while (!enough.getAsBoolean() && (length = body.read(buffer)) >= 0) {
                parser.feed(buffer, length);
                resumePoint.asked(parser.retry());
            }
        } catch (IOException _) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        resumePoint.asked(parser.retry());
    }

    /// What an answer means that is not a success. Reads its body, for as long as that takes.
    McpClientException refusal(HttpResponse<InputStream> answer, URI endpoint) throws IOException {
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            return refusal(status, endpoint);
        }
        if (codec.decode(reason(answer)) instanceof DecodedMessage.Valid(Message.Failure failure)) {
            trace.passed(MessageTrace.Direction.RECEIVED, "", Map.of(), failure);
            return McpClientException.refused(failure.error(), status);
        }
        return refusal(status, endpoint);
    }

    /// What a status means that is not a success, for those who have no time for a body.
    static McpClientException refusal(int status, URI endpoint) {
        String where = ServerAddress.shown(endpoint);
        if (status == 401 || status == 403) {
            return new McpClientException(new McpClientException.Unauthorized(status), status == 401
                    ? where + " wants a credential (HTTP 401)."
                    : where + " does not allow this (HTTP 403).");
        }
        if (status >= 500) {
            return McpClientException.lost(where + " has a fault of its own (HTTP " + status + ").");
        }
        return new McpClientException(new McpClientException.Rejected(status),
                where + " answered HTTP " + status + ", which is not of the protocol.");
    }

    /// What a refusal says, as far as it has come in time: nobody else watches over those who wait for it, and a server
    /// may never end it.
    private byte[] reason(HttpResponse<InputStream> answer) throws IOException {
        Thread watch = Thread.ofVirtual().name("mcp-refusal").start(() -> {
            try {
                Thread.sleep(refusalWait);
                HttpSender.discard(answer);
            } catch (InterruptedException _) {
                // it was read in time
            }
        });
        try {
            return answer.body().readNBytes(REFUSAL_BYTES_MAX);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return new byte[0];
        } finally {
            watch.interrupt();
        }
    }
}
