package dev.mimo.memory.transfer.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/// A stream that tells how much is read of it.
final class CountedStream extends FilterInputStream {
    private final IntConsumer counts;

    /// @param counts takes the number of bytes after each read; may refuse to go on
    CountedStream(InputStream in, IntConsumer counts) {
        super(in);
        this.counts = counts;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int count = super.read(buffer, from, length);
        counts.accept(Math.max(0, count));
        return count;
    }
}
