package dev.mimo.door.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// An answer that is sent as it is written. An answer that breaks off is seen as one: its end is never sent.
final class AnswerStream extends OutputStream {
    private static final int BUFFER = 32 * 1024;

    private final OutputStream out;
    private final Callback done;
    private boolean broken;
    private boolean closed;

    AnswerStream(Response response, Callback done) {
        this.out = new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER);
        this.done = done;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[]{(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException gone) {
            broken = true;
            throw gone;
        }
    }

    /// What was promised cannot be kept: closing cuts the connection instead of ending the answer.
    void breakOff() {
        broken = true;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (broken) {
            done.failed(new IOException("the answer broke off"));
            return;
        }
        out.close();
        done.succeeded();
    }
}
