package dev.mimo.memory.transfer.format;

import dev.mimo.call.RequestJson;
import dev.mimo.json.ByteSize;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.memory.transfer.format.FormatReader.Part;
import dev.mimo.memory.transfer.text.BoundedLines;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.util.Arrays;

/// Reads files of which each line is JSON by itself: one that is broken or too long costs no other.
final class JsonLines {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private JsonLines() {}

    /// Takes one line that is not blank.
    @FunctionalInterface
    interface LineReader {
        void line(String where, byte[] utf8) throws IOException;
    }

    /// A reader that tells what it refuses of a line as skipped.
    static LineReader tolerant(FoundItems items, LineReader reader) {
        return (where, utf8) -> {
            try {
                reader.line(where, utf8);
            } catch (RefusedException refused) {
                items.skipped(where, Reasons.of(refused));
            } catch (MalformedJsonException malformed) {
                items.skipped(where, Reasons.of(RequestJson.refusal(malformed.fault())));
            }
        };
    }

    static void each(Part part, ImportLimits limits, FoundItems items, LineReader reader) throws IOException {
        BoundedLines lines = new BoundedLines(part.in(), limits.itemBytesMax());
        for (BoundedLines.Line line = lines.next(); line != null; line = lines.next()) {
            String where = part.at("line " + line.number());
            byte[] bytes = line.bytes();
            if (bytes == null) {
                items.skipped(where, "is longer than " + ByteSize.text(limits.itemBytesMax()));
                continue;
            }
            byte[] text = line.number() == 1 ? withoutMark(bytes) : bytes;
            if (!isBlank(text)) {
                reader.line(where, text);
            }
        }
    }

    /// What some editors write before the text.
    private static byte[] withoutMark(byte[] bytes) {
        boolean marked = bytes.length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3);
        return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
