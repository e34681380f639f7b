package dev.mimo.door.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A request over a plain socket, whose answer is read line by line and can be left in the middle.
final class RawStream implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    final List<String> head = new ArrayList<>();
    @Nullable
    String lastId;

    /// @param headers names and values in turn
    RawStream(int port, String method, String body, String... headers) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        StringBuilder text = new StringBuilder(method + " /mcp HTTP/1.1\r\nHost: localhost:" + port + "\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            text.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        byte[] content = body.getBytes(UTF_8);
        if (!method.equals("GET")) {
            text.append("Content-Type: application/json\r\nContent-Length: ").append(content.length).append("\r\n");
        }
        socket.getOutputStream().write((text + "\r\n").getBytes(UTF_8));
        socket.getOutputStream().write(content);
        socket.getOutputStream().flush();
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    void readHead() throws IOException {
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            head.add(line);
            line = in.readLine();
        }
    }

    /// The next line that holds data or a comment; notes ids on the way. Absent at the end.
    @Nullable
    String next() throws IOException {
        String line = in.readLine();
        while (line != null) {
            if (line.equals("0")) {
                // the chunk that ends the answer
                return null;
            }
            if (line.startsWith("id: ")) {
                lastId = line.substring(4);
            }
            if (line.startsWith("data:") || line.startsWith(":") || line.startsWith("{")) {
                return line;
            }
            line = in.readLine();
        }
        return null;
    }

    /// Leaves without a word.
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
