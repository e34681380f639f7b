package dev.mimo.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Cuts a stream of bytes into lines without ever holding more than one line's bound. For one thread.
public final class LineReader {
    private final InputStream in;
    private final int bytesMax;
    private final byte[] buffer = new byte[8192];
    private int from;
    private int to;
    private boolean skipping;

    public sealed interface Line {}

    /// @param bytes without the line's end
    /// @param ended whether it had one; only the last line may not
    public record Whole(byte[] bytes, boolean ended) implements Line {}

    /// A line beyond the bound; what is left of it is skipped when the next one is asked for.
    public record TooLong() implements Line {}

    public LineReader(InputStream in, int bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
    }

    /// The next line, the last one also without its end; absent at the end of input.
    public @Nullable Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean any = false;
        while (from < to || fill()) {
            int begin = from;
            int end = begin;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            boolean ended = end < to;
            from = ended ? end + 1 : end;
            if (skipping) {
                skipping = !ended;
                continue;
            }
            any = true;
            if (line.size() + (end - begin) > bytesMax) {
                skipping = !ended;
                return new TooLong();
            }
            line.write(buffer, begin, end - begin);
            if (ended) {
                return new Whole(line.toByteArray(), true);
            }
        }
        return any ? new Whole(line.toByteArray(), false) : null;
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }
}
