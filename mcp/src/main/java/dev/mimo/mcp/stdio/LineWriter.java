package dev.mimo.mcp.stdio;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Writes messages, each on a line of its own. Whoever sends waits for a client that reads slowly.
final class LineWriter {
    private final OutputStream out;
    private final MessageCodec codec;
    // guards out, so that no two lines mix
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean broken;

    LineWriter(OutputStream out, MessageCodec codec) {
        this.out = out;
        this.codec = codec;
    }

    /// Whether the client has stopped to listen. What is sent to it then is dropped.
    boolean isBroken() {
        return broken;
    }

    void send(Message message) {
        line(codec.encode(message));
    }

    void sendAll(List<? extends Message> batch) {
        line(codec.encodeAll(batch));
    }

    private void line(byte[] text) {
        byte[] line = new byte[text.length + 1];
        System.arraycopy(text, 0, line, 0, text.length);
        line[text.length] = '\n';
        writing.lock();
        try {
            if (!broken) {
                out.write(line);
                out.flush();
            }
        } catch (IOException _) {
            broken = true;
        } finally {
            writing.unlock();
        }
    }
}
