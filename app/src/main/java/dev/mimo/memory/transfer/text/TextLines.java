package dev.mimo.memory.transfer.text;

import dev.mimo.json.ByteSize;
import dev.mimo.refusal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lines of a text, decoded strictly, of which some may be handed back to be read again.
public final class TextLines {
    private final BoundedLines lines;
    private final int bytesMax;
    private final Deque<Line> again = new ArrayDeque<>();

    public TextLines(InputStream utf8, int bytesMax) {
        this.lines = new BoundedLines(utf8, bytesMax);
        this.bytesMax = bytesMax;
    }

    /// @param text without the line feed
    public record Line(long number, String text) {}

    /// The next line; absent at the end.
    public @Nullable Line next() throws IOException {
        Line handedBack = again.poll();
        if (handedBack != null) {
            return handedBack;
        }
        BoundedLines.Line line = lines.next();
        if (line == null) {
            return null;
        }
        byte[] bytes = line.bytes();
        if (bytes == null) {
            throw Refusal.invalid("body",
                    "has a line longer than " + ByteSize.text(bytesMax) + ", line " + line.number(),
                    "Break the line.");
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new Line(line.number(), line.number() == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException _) {
            throw Refusal.invalid("body", "is not valid UTF-8 in line " + line.number(), "Encode the text as UTF-8.");
        }
    }

    /// These come next, before all else.
    public void handBack(List<Line> read) {
        read.reversed().forEach(again::addFirst);
    }
}
