package dev.mimo.storage.memory;

import dev.mimo.memory.Details;
import dev.mimo.words.TermFrequencies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the search index needs of a version and never changes, as one column: loading an index is mostly calls
/// into SQLite, and this makes one of ten. Derived from the other columns, and made anew from them when the form
/// or the analyzer is another.
record PackedEntry(String id, @Nullable String session, @Nullable String speaker, String category,
        List<String> tags, double importance, boolean asks, TermFrequencies terms) {
    /// Raised when the form changes.
    static final int FORM = 1;

    private static final int ABSENT = -1;
    private static final int FIXED_BYTES = Double.BYTES + 1 + Integer.BYTES;

    /// @param terms as `TermFrequencies.pack` gives them
    static byte[] pack(String id, Details details, byte[] terms) {
        List<byte @Nullable []> texts = new ArrayList<>();
        texts.add(bytes(id));
        texts.add(bytes(details.session()));
        texts.add(bytes(details.speaker()));
        texts.add(bytes(details.category()));
        details.tags().forEach(tag -> texts.add(bytes(tag)));
        int length = FIXED_BYTES + terms.length;
        for (byte[] text : texts) {
            length += Integer.BYTES + (text == null ? 0 : text.length);
        }
        ByteBuffer packed = ByteBuffer.allocate(length).putDouble(details.importance())
                .put((byte) (asks(details) ? 1 : 0)).putInt(details.tags().size());
        for (byte[] text : texts) {
            packed.putInt(text == null ? ABSENT : text.length);
            if (text != null) {
                packed.put(text);
            }
        }
        return packed.put(terms).array();
    }

    /// Whether the text asks something: the turn after it may be the answer.
    private static boolean asks(Details details) {
        return details.content().indexOf('?') >= 0;
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    static PackedEntry unpack(byte[] bytes) {
        ByteBuffer packed = ByteBuffer.wrap(bytes);
        double importance = packed.getDouble();
        boolean asks = packed.get() != 0;
        String[] tags = new String[packed.getInt()];
        String id = text(bytes, packed);
        String session = textOrNull(bytes, packed);
        String speaker = textOrNull(bytes, packed);
        String category = text(bytes, packed);
        Arrays.setAll(tags, _ -> text(bytes, packed));
        TermFrequencies terms = TermFrequencies.unpack(Arrays.copyOfRange(bytes, packed.position(), bytes.length));
        return new PackedEntry(id, session, speaker, category, List.of(tags), importance, asks, terms);
    }

    private static String text(byte[] bytes, ByteBuffer packed) {
        String text = textOrNull(bytes, packed);
        if (text == null) {
            throw new IllegalStateException("a packed entry lacks a text");
        }
        return text;
    }

    private static @Nullable String textOrNull(byte[] bytes, ByteBuffer packed) {
        int length = packed.getInt();
        if (length == ABSENT) {
            return null;
        }
        int from = packed.position();
        packed.position(from + length);
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
