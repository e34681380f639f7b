package dev.mimo.memory.transfer.text;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Lines of bytes, ended by a line feed; none longer than a bound is kept.
public final class BoundedLines {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final int bytesMax;
    private long number;

    public BoundedLines(InputStream in, int bytesMax) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.bytesMax = bytesMax;
    }

    /// @param bytes without the line feed; absent when the line is too long
    public record Line(long number, byte @Nullable [] bytes) {}

    /// The next line; absent at the end.
    public @Nullable Line next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        for (int b = first; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() < bytesMax) {
                line.write(b);
            } else {
                tooLong = true;
            }
        }
        return new Line(++number, tooLong ? null : line.toByteArray());
    }
}
