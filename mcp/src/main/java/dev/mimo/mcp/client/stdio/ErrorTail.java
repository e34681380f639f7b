package dev.mimo.mcp.client.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads a child's standard error to its end and keeps the last of it. Safe for many threads.
final class ErrorTail {
    private final byte[] ring;
    private long total;

    ErrorTail(int bytesMax) {
        this.ring = new byte[bytesMax];
    }

    void drain(InputStream in) {
        byte[] buffer = new byte[4096];
        try {
            int length;
            while ((length = in.read(buffer)) >= 0) {
                keep(buffer, length);
            }
        } catch (IOException _) {
            // it ended, one way or the other
        }
    }

    private synchronized void keep(byte[] bytes, int length) {
        for (int i = 0; i < length && ring.length > 0; i++) {
            ring[(int) (total++ % ring.length)] = bytes[i];
        }
    }

    /// What is kept; a first line that was cut is left out.
    synchronized String text() {
        int length = (int) Math.min(total, ring.length);
        byte[] kept = new byte[length];
        for (int i = 0; i < length; i++) {
            kept[i] = ring[(int) ((total - length + i) % ring.length)];
        }
        String text = new String(kept, StandardCharsets.UTF_8);
        return total > ring.length ? text.substring(text.indexOf('\n') + 1).strip() : text.strip();
    }
}
