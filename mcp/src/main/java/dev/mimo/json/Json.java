package dev.mimo.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Text to trees and back. Reading is strict: what two readers could understand in two ways is declined, with the
/// field that it is in. Only Jackson's streams and trees are used: its object mapping would cost start-up time that
/// a program which answers once does not have. Safe for use by several threads.
public final class Json {
    private static final JsonFactory FACTORY = factory(Integer.MAX_VALUE);

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /// Reads one object from UTF-8, with or without a byte order mark before it.
    ///
    /// @throws MalformedJsonException naming the field: not UTF-8, not JSON, not an object, followed by more, a name
    ///     given twice, a number or a name that is too long, a number that is not finite, a lone surrogate or NUL in a
    ///     text, nested too deeply; past `bytesMax`
    public static ObjectNode parseObject(byte[] utf8, JsonLimits limits) {
        return asObject(parse(utf8, limits));
    }

    /// Reads the stream to its end, at most `bytesMax` of it, as `parseObject(byte[], …)` does.
    public static ObjectNode parseObject(InputStream utf8, JsonLimits limits) throws IOException {
        return parseObject(utf8.readNBytes(limits.bytesMax() + 1), limits);
    }

    /// Reads one object from characters, held to the same rules.
    public static ObjectNode parseObject(String text, JsonLimits limits) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), plain)) {
            return asObject(sound(TreeBuilder.read(parser, limits)));
        }
    }

    /// Reads one value of any kind from UTF-8, as `parseObject` does otherwise.
    public static JsonNode parse(byte[] utf8, JsonLimits limits) {
        return sound(read(utf8, limits));
    }

    /// Reads one value and tells text that is no JSON at all from JSON that is declined: the latter still yields its
    /// tree, so that whoever sent it can be answered under the id that stands in it.
    public static JsonReading read(byte[] utf8, JsonLimits limits) {
        JsonFault unreadable = unreadable(utf8, limits);
        if (unreadable != null) {
            return new JsonReading.Broken(unreadable);
        }
        int from = markBytes(utf8);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8, from, utf8.length - from)) {
            return TreeBuilder.read(parser, limits);
        }
    }

    /// The length of the byte order mark that some editors and shells write before a text; it says nothing in UTF-8.
    private static int markBytes(byte[] utf8) {
        boolean marked = utf8.length >= 3 && utf8[0] == (byte) 0xEF && utf8[1] == (byte) 0xBB && utf8[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    /// The tree as UTF-8, on one line.
    public static byte[] bytes(JsonNode node) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            TreeWriter.write(node, generator);
        }
        return out.toByteArray();
    }

    /// The tree as text, on one line.
    public static String text(JsonNode node) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            TreeWriter.write(node, generator);
        }
        return out.toString();
    }

    /// @param stringCharsMax of one string
    static JsonFactory factory(int stringCharsMax) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(JsonLimits.NUMBER_CHARS_MAX)
                        .maxNameLength(JsonLimits.NAME_CHARS_MAX)
                        // the tree builder bounds depth, this what it skips; the size of the whole bounds each string
                        .maxNestingDepth(JsonLimits.DEPTH_MAX + 1)
                        .maxStringLength(stringCharsMax)
                        .build())
                // names come from strangers: interned, they would stay for the life of the process
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                // it is UTF-8 or it is declined; guessing would let UTF-16 through
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .build();
    }

    private static JsonNode sound(JsonReading reading) {
        return switch (reading) {
            case JsonReading.Broken(JsonFault fault) -> throw new MalformedJsonException(fault);
            case JsonReading.Tree(JsonNode root, JsonFault fault) -> {
                if (fault != null) {
                    throw new MalformedJsonException(fault);
                }
                yield root;
            }
        };
    }

    private static ObjectNode asObject(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedJsonException(JsonFault.ofWhole("must be a JSON object", "Send one object: { … }."));
    }

    /// Jackson lets some malformed sequences through, or turns them into other characters; the JDK's decoder
    /// declines overlong forms, surrogates and cut sequences alike.
    private static @Nullable JsonFault unreadable(byte[] bytes, JsonLimits limits) {
        if (bytes.length > limits.bytesMax()) {
            return new JsonFault("", "is larger than " + ByteSize.text(limits.bytesMax()), "Send less at a time.",
                    true);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer scratch = CharBuffer.allocate(Math.min(8192, bytes.length + 1));
        CoderResult result;
        do {
            result = decoder.decode(in, scratch.clear(), true);
        } while (result.isOverflow());
        return result.isError()
                ? JsonFault.ofWhole("is not valid UTF-8 at byte " + in.position(), "Encode the text as UTF-8.")
                : null;
    }
}
