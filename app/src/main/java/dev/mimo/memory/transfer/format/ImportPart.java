package dev.mimo.memory.transfer.format;

import dev.mimo.call.RequestJson;
import dev.mimo.json.ByteSize;
import dev.mimo.json.JsonItems;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.memory.transfer.format.FormatRecognizer.Layout;
import dev.mimo.memory.transfer.text.BoundedLines;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BiConsumer;

/// A file as it is read, or one of an archive.
///
/// @param name in the archive; empty for a file by itself. Data of a stranger: shown, never opened
/// @param layout of its items where it is JSON
record ImportPart(String name, InputStream in, Layout layout, ImportLimits limits) {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /// Takes one line that is not blank.
    @FunctionalInterface
    interface LineReader {
        void line(String where, byte[] utf8) throws IOException;
    }

    /// With the file's name in front of a place in it.
    String at(String where) {
        return name.isEmpty() ? where : where.isEmpty() ? name : name + ", " + where;
    }

    /// Shows each item of a JSON text, with its place.
    ///
    /// @param lists names of arrays at the top that hold items
    void eachItem(Set<String> lists, BiConsumer<String, JsonItems.Item> reader) throws IOException {
        try (JsonItems found = new JsonItems(in, limits.json(), lists)) {
            for (JsonItems.Item item = found.next(); item != null; item = found.next()) {
                reader.accept(at(item.where()), item);
            }
        }
    }

    /// Shows each line of a file of which every line is JSON by itself: one that is too long or refused is skipped, and
    /// costs no other.
    void eachLine(FoundItems items, LineReader reader) throws IOException {
        lines(items, (where, utf8) -> {
            try {
                reader.line(where, utf8);
            } catch (RefusedException refused) {
                items.skipped(where, refused);
            } catch (MalformedJsonException malformed) {
                items.skipped(where, RequestJson.refusal(malformed.fault()));
            }
        });
    }

    /// The same, but what the reader refuses is refused of the whole file.
    void lines(FoundItems items, LineReader reader) throws IOException {
        BoundedLines lines = new BoundedLines(in, limits.itemBytesMax());
        for (BoundedLines.Line line = lines.next(); line != null; line = lines.next()) {
            String where = at("line " + line.number());
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
