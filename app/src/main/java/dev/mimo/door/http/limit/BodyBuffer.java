package dev.mimo.door.http.limit;

import dev.mimo.file.ByteBudget;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/// One body in memory. It grows with what arrives, whatever was announced, and what is more than a little is taken from
/// a budget that all bodies share. For one thread.
public final class BodyBuffer implements AutoCloseable {
    /// What every request may hold beside the budget, so that large bodies never keep small ones out.
    private static final int FREE_BYTES = 64 << 10;
    private static final int FIRST_BYTES = 8 << 10;

    private final ByteBudget budget;
    private final long announced;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;
    private long taken;

    /// @param announced negative when the length is not known
    public BodyBuffer(ByteBudget budget, long announced) {
        this.budget = budget;
        this.announced = announced;
    }

    public int size() {
        return size;
    }

    /// Reads some more; refuses with `TooBusy` when there is no room for it.
    ///
    /// @return false at the end
    public boolean readFrom(InputStream in) throws IOException {
        if (size == announced) {
            // the stream is at its end, which it must be asked for to know it
            return in.read() >= 0;
        }
        if (size == bytes.length) {
            grow();
        }
        int read = in.read(bytes, size, bytes.length - size);
        size += Math.max(0, read);
        return read >= 0;
    }

    private void grow() {
        long doubled = Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length);
        int length = (int) (announced < 0 ? doubled : Math.min(announced, doubled));
        long needed = Math.max(0, length - FREE_BYTES);
        if (!budget.take(needed - taken)) {
            throw new RefusedException(new Refusal.TooBusy("As many large bodies are on their way as the server holds.",
                    "Wait for the time in Retry-After, then send it again, or send less at a time.",
                    Duration.ofSeconds(1)));
        }
        taken = needed;
        bytes = Arrays.copyOf(bytes, length);
    }

    /// All that was read.
    public byte[] bytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /// Gives its part of the budget back.
    @Override
    public void close() {
        budget.give(taken);
        taken = 0;
    }
}
