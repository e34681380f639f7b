package dev.mimo.door.stdio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Cuts a stream of bytes into lines without ever holding more than one line's bound. For one thread.
final class Lines {
    private final InputStream in;
    private final int bytesMax;
    private final byte[] buffer = new byte[8192];
    private int from;
    private int to;

    sealed interface Line {}

    /// @param bytes without the line's end
    record Whole(byte[] bytes) implements Line {}

    /// A line beyond the bound, which was skipped.
    record TooLong() implements Line {}

    Lines(InputStream in, int bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
    }

    /// The next line, the last one also without its end; absent at the end of input.
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean any = false;
        boolean tooLong = false;
        while (from < to || fill()) {
            any = true;
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            if (line.size() + (end - from) > bytesMax) {
                tooLong = true;
                line.reset();
            }
            if (!tooLong) {
                line.write(buffer, from, end - from);
            }
            boolean ended = end < to;
            from = ended ? end + 1 : end;
            if (ended) {
                break;
            }
        }
        if (!any) {
            return null;
        }
        return tooLong ? new TooLong() : new Whole(line.toByteArray());
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }
}
