package dev.mimo.mcp.client.http;

import dev.mimo.mcp.client.transport.McpClientException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes events out of an event stream's bytes, however they are cut. Lines end with CR, LF or both. Never holds more
/// than one event's bound. For one thread.
final class EventParser {
    private static final int LF = '\n';
    private static final int CR = '\r';
    private static final String MESSAGE = "message";

    private final int bytesMax;
    private final Consumer<ServerEvent> sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String kind = MESSAGE;
    private boolean anyField;
    private boolean firstLine = true;
    private boolean afterCr;
    private @Nullable String id;
    private @Nullable Duration retry;

    /// @param bytesMax of one event, about
    EventParser(int bytesMax, Consumer<ServerEvent> sink) {
        this.bytesMax = bytesMax;
        this.sink = sink;
    }

    /// Takes the next bytes of the stream, and gives each event that they complete to the sink.
    ///
    /// @throws McpClientException when an event is beyond the bound
    void feed(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            boolean secondOfCrLf = b == LF && afterCr;
            afterCr = b == CR;
            if (secondOfCrLf) {
                continue;
            }
            if (b == LF || b == CR) {
                endLine();
            } else {
                line.write(b);
                requireBound();
            }
        }
    }

    private void requireBound() {
        if (line.size() + data.length() > bytesMax) {
            throw McpClientException.broken("The server sent an event of more than " + bytesMax + " bytes.");
        }
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (firstLine && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        firstLine = false;
        if (text.isEmpty()) {
            endEvent();
            return;
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        field(name, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void field(String name, String value) {
        switch (name) {
            case "data" -> {
                data.append(value).append('\n');
                anyField = true;
            }
            case "event" -> kind = value.isEmpty() ? MESSAGE : value;
            case "id" -> {
                if (value.indexOf('\0') < 0) {
                    id = value;
                    anyField = true;
                }
            }
            case "retry" -> {
                if (value.matches("[0-9]{1,9}")) {
                    retry = Duration.ofMillis(Integer.parseInt(value));
                }
            }
            default -> {
                // comments have an empty name
            }
        }
    }

    private void endEvent() {
        if (anyField) {
            String whole = data.isEmpty() ? "" : data.substring(0, data.length() - 1);
            data.setLength(0);
            anyField = false;
            sink.accept(new ServerEvent(kind, whole, id));
        }
        kind = MESSAGE;
    }

    /// How long the server wants to be left alone before its stream is taken up again; absent when it did not say.
    @Nullable
    Duration retry() {
        return retry;
    }
}
