package dev.mimo.bench.mcp;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One connection of HTTP/1.1 that does no more than a measurement needs: an answer ends after the length that it
/// states, or with the last chunk.
final class HttpWire implements AutoCloseable {
    private static final int BYTES_MAX = 4 << 20;
    private static final int NO_CONTENT = 204;
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_ENDS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private ByteBuffer answer = ByteBuffer.allocate(32 * 1024);
    private String head = "";
    // of the whole answer; negative while it is not known
    private int end = -1;

    private HttpWire(SocketChannel channel) {
        this.channel = channel;
    }

    static HttpWire open(URI address) throws IOException {
        String host = Objects.requireNonNull(address.getHost(), "an address has a host");
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(host, address.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new HttpWire(channel);
    }

    /// From now on only `send` and `receive` are for this wire.
    void register(Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /// The wire that was registered with this key.
    static HttpWire of(SelectionKey key) {
        return (HttpWire) Objects.requireNonNull(key.attachment(), "every key has its wire");
    }

    /// Sends a request and waits for the whole answer.
    ///
    /// @return bytes of the answer
    int exchange(byte[] request) throws IOException {
        send(request);
        int length = 0;
        while (length == 0) {
            length = receive();
        }
        return length;
    }

    void send(byte[] request) throws IOException {
        answer.clear();
        head = "";
        end = -1;
        ByteBuffer rest = ByteBuffer.wrap(request);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /// Takes what has arrived.
    ///
    /// @return bytes of the whole answer, 0 while it is not complete
    int receive() throws IOException {
        if (!answer.hasRemaining()) {
            if (answer.capacity() >= BYTES_MAX) {
                throw new IOException("the answer has no end");
            }
            answer = ByteBuffer.allocate(answer.capacity() * 2).put(answer.flip());
        }
        if (channel.read(answer) < 0) {
            throw new EOFException("the server closed the connection");
        }
        if (head.isEmpty()) {
            readHead();
        }
        boolean complete = end >= 0 ? answer.position() >= end : !head.isEmpty() && endsWithLastChunk();
        return complete ? answer.position() : 0;
    }

    private void readHead() {
        for (int at = 0; at + HEAD_ENDS.length <= answer.position(); at++) {
            if (isAt(at, HEAD_ENDS)) {
                head = new String(answer.array(), 0, at + 2, StandardCharsets.ISO_8859_1);
                String length = header("content-length");
                if (length != null || status() == NO_CONTENT) {
                    end = at + HEAD_ENDS.length + (length == null ? 0 : Integer.parseInt(length));
                }
                return;
            }
        }
    }

    private boolean endsWithLastChunk() {
        int from = answer.position() - LAST_CHUNK.length;
        return from >= head.length() + 2 && isAt(from, LAST_CHUNK);
    }

    private boolean isAt(int at, byte[] bytes) {
        return Arrays.equals(answer.array(), at, at + bytes.length, bytes, 0, bytes.length);
    }

    /// Of the last answer; absent when it has no such header.
    @Nullable
    String header(String name) {
        String start = "\r\n" + name + ":";
        int at = head.toLowerCase(Locale.ROOT).indexOf(start);
        return at < 0 ? null : head.substring(at + start.length(), head.indexOf("\r\n", at + 2)).strip();
    }

    int status() {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    /// The last answer after its headers, as it came.
    String body() {
        int from = head.length() + 2;
        return new String(answer.array(), from, answer.position() - from, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
