package dev.mimo.mcp.client.stdio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Cuts a stream into lines without ever holding more than one line's bound. For one thread.
final class LineCutter {
    private final InputStream in;
    private final int bytesMax;
    private final byte[] buffer = new byte[8192];
    private int from;
    private int to;

    LineCutter(InputStream in, int bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
    }

    /// The next line without its end; absent at the end of the stream, also when that cuts a line.
    ///
    /// @throws TooLongException when a line is beyond the bound; the stream is of no use from there on
    byte @Nullable [] next() throws IOException, TooLongException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (from < to || fill()) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            if (line.size() + (end - from) > bytesMax) {
                throw new TooLongException();
            }
            line.write(buffer, from, end - from);
            boolean ended = end < to;
            from = ended ? end + 1 : end;
            if (ended) {
                return line.toByteArray();
            }
        }
        return null;
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    static final class TooLongException extends Exception {}
}
