package dev.mimo.json;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The items of a JSON text that is too long to be held as a whole: the elements of an array at the top; those of the
/// arrays that stand under given names in an object at the top; any other value at the top, of which there may be
/// several. Only one of them is in memory at a time.
public final class JsonItems implements AutoCloseable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonLimits limits;
    private final Set<String> lists;
    private final Set<String> seen = new TreeSet<>();
    private final CountedReader text;
    private final JsonParser parser;

    /// Where the next token stands.
    private enum Place {
        TOP, OBJECT, LIST
    }

    private Place place = Place.TOP;
    /// The array that is being read: empty for one at the top.
    private String list = "";
    private int index;
    private @Nullable Gathered gathered;

    /// One item.
    ///
    /// @param where `[3]`, `memories[3]`, or `line 7` for a value at the top
    /// @param value null where it could not be kept, which the fault says
    /// @param fault what is wrong with a part of it, which is missing or made harmless: completes "it …"
    public record Item(String where, JsonNode value, @Nullable String fault) {}

    /// An object at the top, as far as it is no list.
    private static final class Gathered {
        final String where;
        final long from;
        final ObjectNode object = Json.object();
        boolean hasList;
        @Nullable
        String fault;

        Gathered(String where, long from) {
            this.where = where;
            this.from = from;
        }

        void note(@Nullable String problem) {
            fault = fault == null ? problem : fault;
        }
    }

    /// @param each of one item; its `bytesMax` counts characters
    /// @param lists names of arrays in an object at the top
    public JsonItems(InputStream utf8, JsonLimits each, Set<String> lists) throws IOException {
        this.limits = each;
        this.lists = lists;
        this.text = begun(utf8);
        this.parser = Json.factory(each.bytesMax()).createParser(ObjectReadContext.empty(), text);
    }

    private static CountedReader begun(InputStream utf8) throws IOException {
        try {
            return new CountedReader(utf8);
        } catch (CharacterCodingException _) {
            throw notUtf8();
        }
    }

    private static MalformedJsonException notUtf8() {
        return new MalformedJsonException(JsonFault.ofWhole("is not valid UTF-8 from here on",
                "Encode the text as UTF-8."));
    }

    /// The next item; absent at the end.
    ///
    /// @throws MalformedJsonException when the text is no JSON from here on
    public @Nullable Item next() throws IOException {
        try {
            return found();
        } catch (JacksonException malformed) {
            throw translated(malformed);
        }
    }

    /// The names of lists that were met so far, however empty.
    public Set<String> listsSeen() {
        return seen;
    }

    /// The line that the parser stands on, from 1.
    public long line() {
        return parser.currentLocation().getLineNr();
    }

    private @Nullable Item found() {
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return null;
            }
            Item item = switch (place) {
                case TOP -> atTop(token);
                case OBJECT -> inObject(token);
                case LIST -> inList(token);
            };
            if (item != null) {
                return item;
            }
        }
    }

    private @Nullable Item atTop(JsonToken token) {
        String where = "line " + parser.currentTokenLocation().getLineNr();
        if (token == JsonToken.START_ARRAY) {
            enter("");
            return null;
        }
        if (token == JsonToken.START_OBJECT) {
            gathered = new Gathered(where, text.position());
            place = Place.OBJECT;
            return null;
        }
        return item(where, text.position());
    }

    private void enter(String name) {
        list = name;
        index = 0;
        place = Place.LIST;
    }

    private @Nullable Item inList(JsonToken token) {
        if (token == JsonToken.END_ARRAY) {
            place = list.isEmpty() ? Place.TOP : Place.OBJECT;
            return null;
        }
        return item(list + "[" + index++ + "]", text.position());
    }

    private @Nullable Item inObject(JsonToken token) {
        Gathered whole = gathered;
        if (whole == null) {
            throw new IllegalStateException("no object has begun");
        }
        if (token == JsonToken.END_OBJECT) {
            place = Place.TOP;
            gathered = null;
            return whole.hasList ? null : new Item(whole.where, whole.object, whole.fault);
        }
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_ARRAY && lists.contains(name)) {
            whole.hasList = true;
            seen.add(name);
            enter(name);
            return null;
        }
        Item property = item(name, whole.from);
        whole.note(property.fault());
        if (whole.object.has(name)) {
            whole.note("'" + name + "' is given twice");
        } else {
            whole.object.set(name, property.value());
        }
        return null;
    }

    /// The value at the parser's token.
    ///
    /// @param from where counting begins
    private Item item(String where, long from) {
        int depth = parser.streamReadContext().getNestingDepth();
        boolean structure = parser.currentToken().isStructStart();
        TreeBuilder builder = new TreeBuilder(parser, limits,
                () -> text.position() - from > limits.bytesMax());
        try {
            JsonNode value = builder.value();
            JsonFault fault = builder.fault();
            return new Item(where, value, fault == null ? null : "'" + fault.path() + "' " + fault.problem());
        } catch (TreeBuilder.OverflowException _) {
            passOver(structure ? depth : depth + 1);
            return new Item(where, Json.object().nullNode(), "is larger than " + ByteSize.text(limits.bytesMax()));
        }
    }

    /// Goes on to the end of the structure of that depth, if there is one.
    private void passOver(int depth) {
        while (parser.streamReadContext().getNestingDepth() >= depth) {
            parser.nextToken();
        }
    }

    private static RuntimeException translated(JacksonException malformed) throws IOException {
        if (malformed instanceof JacksonIOException && malformed.getCause() instanceof IOException failure) {
            if (failure instanceof CharacterCodingException) {
                return notUtf8();
            }
            throw failure;
        }
        return new MalformedJsonException(TreeBuilder.malformed("", malformed));
    }

    @Override
    public void close() {
        try {
            parser.close();
            text.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Decodes strictly, and counts characters as the parser takes them, a buffer at a time.
    private static final class CountedReader extends FilterReader {
        private long position;

        CountedReader(InputStream utf8) throws IOException {
            super(withoutMark(new PushbackReader(
                    new InputStreamReader(utf8, StandardCharsets.UTF_8.newDecoder()), 1)));
        }

        /// What some editors write before the text.
        private static Reader withoutMark(PushbackReader reader) throws IOException {
            int first = reader.read();
            if (first != BYTE_ORDER_MARK && first >= 0) {
                reader.unread(first);
            }
            return reader;
        }

        @Override
        public int read(char[] buffer, int from, int length) throws IOException {
            int count = super.read(buffer, from, length);
            position += Math.max(0, count);
            return count;
        }

        long position() {
            return position;
        }
    }
}
