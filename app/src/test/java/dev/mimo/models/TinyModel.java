package dev.mimo.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes a whole model that looks its tokens' vectors up in a table, as an ONNX file: small enough for a test, and run
/// by the real runtime.
final class TinyModel {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private TinyModel() {}

    /// @param table one vector for each token
    static void write(Path file, float[][] table) throws IOException {
        int dimension = table[0].length;
        ByteBuffer raw = ByteBuffer.allocate(table.length * dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : table) {
            for (float value : row) {
                raw.putFloat(value);
            }
        }
        Message tensor = new Message().number(1, table.length).number(1, dimension).number(2, FLOAT)
                .text(8, "table").bytes(9, raw.array());
        Message node = new Message().text(1, "table").text(1, "input_ids").text(2, "last_hidden_state")
                .text(4, "Gather");
        Message graph = new Message().message(1, node).text(2, "tiny").message(5, tensor)
                .message(11, value("input_ids", INT64, List.of(0, 0)))
                .message(11, value("attention_mask", INT64, List.of(0, 0)))
                .message(12, value("last_hidden_state", FLOAT, List.of(0, 0, dimension)));
        Message model = new Message().number(1, 8).message(7, graph).message(8, new Message().number(2, 13));
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, model.written.toByteArray());
    }

    /// @param shape 0 for any size
    private static Message value(String name, int type, List<Integer> shape) {
        Message dimensions = new Message();
        for (int size : shape) {
            dimensions.message(1, size == 0 ? new Message().text(2, "any") : new Message().number(1, size));
        }
        Message tensor = new Message().number(1, type).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /// Of protocol buffers.
    private static final class Message {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint(field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.written.toByteArray());
        }

        Message bytes(int field, byte[] value) {
            varint(field << 3 | 2);
            varint(value.length);
            written.writeBytes(value);
            return this;
        }

        private void varint(long value) {
            long left = value;
            while ((left & ~0x7FL) != 0) {
                written.write((int) ((left & 0x7F) | 0x80));
                left >>>= 7;
            }
            written.write((int) left);
        }
    }
}
