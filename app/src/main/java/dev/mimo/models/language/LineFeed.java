package dev.mimo.models.language;

import dev.mimo.resilience.CallDeadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The lines of a body, and the server-sent events in them.
final class LineFeed {
    private static final int LINE_BYTES_MAX = 16 << 20;

    private final ByteFeed feed;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private byte[] part = new byte[0];
    private int at;

    LineFeed(ByteFeed feed) {
        this.feed = feed;
    }

    /// The next line without its end, which a carriage return may be part of; absent at the end, also of a line that
    /// has no end.
    @Nullable
    String line(CallDeadline until) throws IOException {
        while (true) {
            for (int i = at; i < part.length; i++) {
                if (part[i] == '\n') {
                    append(i);
                    at = i + 1;
                    String whole = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    return whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole;
                }
            }
            append(part.length);
            byte[] more = feed.next(until);
            if (more == null) {
                part = new byte[0];
                at = 0;
                return rest();
            }
            part = more;
            at = 0;
        }
    }

    /// Some end without a line feed behind the last line.
    private @Nullable String rest() {
        if (line.size() == 0) {
            return null;
        }
        String last = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return last;
    }

    private void append(int to) throws IOException {
        if (line.size() + to - at > LINE_BYTES_MAX) {
            throw new IOException("a line is longer than is taken");
        }
        line.write(part, at, to - at);
    }

    /// The data of the next event that has some; absent at the end.
    @Nullable
    String event(CallDeadline until) throws IOException {
        StringBuilder data = new StringBuilder();
        for (String next = line(until); next != null; next = line(until)) {
            if (next.isEmpty() && !data.isEmpty()) {
                return data.toString();
            }
            if (next.startsWith("data:")) {
                if (data.length() + next.length() > LINE_BYTES_MAX) {
                    throw new IOException("an event is longer than is taken");
                }
                String value = next.substring("data:".length());
                data.append(data.isEmpty() ? "" : "\n").append(value.startsWith(" ") ? value.substring(1) : value);
            }
        }
        return data.isEmpty() ? null : data.toString();
    }
}
