package dev.mimo.mcp.stdio;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Writes messages, each on a line of its own. Whoever sends waits for a client that reads slowly; what is told unasked
/// waits on a thread of its own, so that it never holds up those who tell it.
final class LineWriter {
    private static final int UNASKED_MAX = 256;

    private final OutputStream out;
    private final MessageCodec codec;
    // guards out, so that no two lines mix
    private final ReentrantLock writing = new ReentrantLock();
    // guarded by itself, at most UNASKED_MAX
    private final ArrayDeque<Message> unasked = new ArrayDeque<>();
    private boolean telling;
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

    /// Sends what belongs to no request, soon. The same again, while it waits, is dropped, and of too many the oldest.
    void post(Message message) {
        synchronized (unasked) {
            if (unasked.contains(message)) {
                return;
            }
            if (unasked.size() == UNASKED_MAX) {
                unasked.remove();
            }
            unasked.add(message);
            if (!telling) {
                telling = true;
                Thread.ofVirtual().name("mcp-unasked").start(this::tell);
            }
        }
    }

    private void tell() {
        while (true) {
            Message next;
            synchronized (unasked) {
                next = unasked.poll();
                if (next == null) {
                    telling = false;
                    return;
                }
            }
            send(next);
        }
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
