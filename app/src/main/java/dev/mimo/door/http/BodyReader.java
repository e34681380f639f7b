package dev.mimo.door.http;

import dev.mimo.json.ByteSize;
import dev.mimo.refusal.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Reads a request's whole body: so many bytes, in so long a time, however they dribble in.
final class BodyReader {
    private final Request request;
    private final int bytesMax;
    private final long timeoutNanos;

    BodyReader(Request request, int bytesMax, Duration timeout) {
        this.request = request;
        this.bytesMax = bytesMax;
        timeoutNanos = timeout.toNanos();
    }

    /// Refuses with `TooLarge`.
    byte[] read() throws IOException {
        byte[] body = readOrNull();
        if (body == null) {
            throw tooLarge();
        }
        return body;
    }

    /// Absent when it is too large.
    byte @Nullable [] readOrNull() throws IOException {
        long announced = request.getLength();
        if (announced > bytesMax) {
            return null;
        }
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.max(512, announced));
        byte[] chunk = new byte[8192];
        try (InputStream in = Request.asInputStream(request)) {
            // a silent caller is ended by the connection's idle timeout, a dribbling one here
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (body.size() + read > bytesMax) {
                    return null;
                }
                if (System.nanoTime() - start > timeoutNanos) {
                    throw new Problem.Thrown(Problems.slowBody());
                }
                body.write(chunk, 0, read);
            }
        } catch (IOException broken) {
            if (broken.getCause() instanceof TimeoutException) {
                throw new Problem.Thrown(Problems.slowBody());
            }
            throw broken;
        }
        return body.toByteArray();
    }

    private RuntimeException tooLarge() {
        return Refusal.tooLarge("body", "is larger than " + ByteSize.text(bytesMax), "Send less at a time.");
    }
}
