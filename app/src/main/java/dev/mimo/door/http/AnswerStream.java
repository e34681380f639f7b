package dev.mimo.door.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// The wire of an answer: whoever writes waits until the caller has taken it, so that no answer is held in memory.
final class AnswerStream extends OutputStream {
    private final Response response;
    private final Callback done;
    private final Beginning beginning;
    private boolean begun;

    /// What must be done before the first byte is sent.
    @FunctionalInterface
    interface Beginning {
        void begin() throws IOException;
    }

    AnswerStream(Response response, Callback done, Beginning beginning) {
        this.response = response;
        this.done = done;
        this.beginning = beginning;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[]{(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        begin();
        Content.Sink.write(response, false, ByteBuffer.wrap(bytes, from, length));
    }

    private void begin() throws IOException {
        if (!begun) {
            beginning.begin();
            begun = true;
        }
    }

    /// The answer is whole.
    @Override
    public void close() throws IOException {
        begin();
        response.write(true, BufferUtil.EMPTY_BUFFER, done);
    }

    /// What was begun cannot be ended: the connection is cut, so that nobody takes it for whole.
    void breakOff(Throwable cause) {
        if (begun) {
            done.failed(cause);
        }
    }
}
