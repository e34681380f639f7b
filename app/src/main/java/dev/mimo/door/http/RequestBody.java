package dev.mimo.door.http;

import dev.mimo.door.http.limit.BodyBuffer;
import dev.mimo.file.ByteBudget;
import dev.mimo.json.ByteSize;
import dev.mimo.refusal.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// A request's body, read once or not at all. Whoever made this reads it; `settle` is safe from any thread.
final class RequestBody {
    /// What is read away of a body that nobody wanted, so that its connection can go on.
    private static final int UNWANTED_BYTES_MAX = 64 << 10;
    private static final int DROPPED_BYTES = 16 << 10;
    private static final int LATE_BYTES_MAX = 32 << 20;

    private final Request request;
    private final HttpLimits limits;
    private final ByteBudget budget;
    private final Thread reader = Thread.currentThread();
    private @Nullable BodyBuffer buffer;
    private volatile boolean begun;
    private volatile boolean ended;

    /// @param budget of all bodies that are held at once
    RequestBody(Request request, HttpLimits limits, ByteBudget budget) {
        this.request = request;
        this.limits = limits;
        this.budget = budget;
    }

    /// Whether there is one; a media type alone announces none.
    boolean isAnnounced() {
        String length = request.getHeaders().get(HttpHeader.CONTENT_LENGTH);
        return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    /// The whole of it: so many bytes, in so long a time, however they dribble in. Refuses with `TooLarge`.
    byte[] read(int bytesMax) throws IOException {
        byte[] body = readOrNull(bytesMax);
        if (body == null) {
            throw Refusal.tooLarge("body", "is larger than " + ByteSize.text(bytesMax), "Send less at a time.");
        }
        return body;
    }

    /// Absent when it is too large.
    byte @Nullable [] readOrNull(int bytesMax) throws IOException {
        BodyBuffer body = new BodyBuffer(budget, request.getLength());
        buffer = body;
        return fill(body, bytesMax) ? body.bytes() : null;
    }

    /// What was read is not used any more.
    void release() {
        if (buffer != null) {
            buffer.close();
        }
    }

    /// @return false when it is too large
    private boolean fill(BodyBuffer body, int bytesMax) throws IOException {
        begun = true;
        if (request.getLength() > bytesMax) {
            return false;
        }
        long start = System.nanoTime();
        // never closed: what is left of a body that is refused is still read away
        InputStream in = Request.asInputStream(request);
        try {
            // a silent caller is ended by the connection's idle timeout, a dribbling one here
            while (body.readFrom(in)) {
                if (body.size() > bytesMax) {
                    return false;
                }
                if (System.nanoTime() - start > limits.bodyTimeout().toNanos()) {
                    throw new ProblemDetails.Thrown(ProblemCatalog.slowBody());
                }
            }
        } catch (IOException broken) {
            if (broken.getCause() instanceof TimeoutException) {
                throw new ProblemDetails.Thrown(ProblemCatalog.slowBody());
            }
            throw broken;
        }
        ended = true;
        return true;
    }

    /// To be called before an answer is sent. The server beneath ends a connection on which some of a body is still to
    /// come, and a client that is sending it would take that for a failure and never see the answer: so a small one is
    /// read away first, and before a large one the answer says that the connection ends.
    ///
    /// @param answer the headers of the answer
    void settle(HttpFields.Mutable answer) {
        if (isAnnounced() && !ended && !readAway()) {
            answer.put(HttpHeader.CONNECTION, "close");
        }
    }

    private boolean readAway() {
        if (begun || waitsForConsent() || request.getLength() > UNWANTED_BYTES_MAX
                || Thread.currentThread() != reader) {
            return false;
        }
        try (BodyBuffer unwanted = new BodyBuffer(budget, request.getLength())) {
            return fill(unwanted, UNWANTED_BYTES_MAX);
        } catch (IOException | RuntimeException _) {
            // it is answered all the same, if the caller is still there
            return false;
        }
    }

    /// Whether its caller waits to be told that it may send it.
    private boolean waitsForConsent() {
        return request.getHeaders().contains(HttpHeader.EXPECT);
    }

    /// Whether its caller may still be sending it after it was answered.
    boolean isLate() {
        return isAnnounced() && !ended && (begun || !waitsForConsent());
    }

    /// Reads the rest of a body that was answered already, and drops it: many clients read no answer before they have
    /// sent all, and one that is cut off meanwhile sees a broken pipe in its place. For as long as a body may take, and
    /// no more than a great batch.
    void readLate() {
        byte[] dropped = new byte[DROPPED_BYTES];
        long start = System.nanoTime();
        try {
            InputStream in = Request.asInputStream(request);
            int read = 0;
            for (long all = 0; read >= 0 && all < LATE_BYTES_MAX
                    && System.nanoTime() - start < limits.bodyTimeout().toNanos(); all += read) {
                read = in.read(dropped);
            }
        } catch (IOException _) {
            // the caller has read enough
        }
    }

    /// It as it comes, up to a bound; reading past that refuses with `TooLarge`.
    InputStream stream(long bytesMax) {
        begun = true;
        return new BoundedBody(Request.asInputStream(request), bytesMax);
    }

    /// A body that is read as it comes, up to a bound.
    private final class BoundedBody extends FilterInputStream {
        private final long bytesMax;
        private long read;

        BoundedBody(InputStream body, long bytesMax) {
            super(body);
            this.bytesMax = bytesMax;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int count = super.read(buffer, from, length);
            ended |= count < 0;
            read += Math.max(0, count);
            if (read > bytesMax) {
                throw Refusal.tooLarge("body", "is larger than " + ByteSize.text(bytesMax),
                        "Send it in parts, or import it with the command line where the data is.");
            }
            return count;
        }
    }
}
