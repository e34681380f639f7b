package dev.mimo.json;

import dev.mimo.refusal.Bytes;
import dev.mimo.refusal.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Text to trees and back. Reading is strict: what two readers could understand in two ways is refused, with the
/// field that it is in. Only Jackson's streams and trees are used: its object mapping would cost start-up time
/// that `mimo stdio` does not have.
public final class Json {
    private static final String WHOLE = "body";
    private static final int SKIPPED_DEPTH_MAX = 500;
    private static final JsonFactory FACTORY = factory(JsonLimits.defaults());

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// Reads one object from UTF-8.
    ///
    /// @throws dev.mimo.refusal.RefusedException `Invalid` naming the field (`body` for the whole): not UTF-8, not
    ///     JSON, not an object, followed by more, a name given twice, a number that is too long or not finite, a
    ///     lone surrogate or NUL in a text, nested too deeply; `TooLarge` past `bytesMax`
    public static ObjectNode parseObject(byte[] utf8, JsonLimits limits) {
        return asObject(parse(utf8, limits));
    }

    /// Reads the stream to its end, at most `bytesMax` of it, as `parseObject(byte[], …)` does.
    public static ObjectNode parseObject(InputStream utf8, JsonLimits limits) throws IOException {
        return parseObject(utf8.readNBytes(limits.bytesMax() + 1), limits);
    }

    /// Reads one object from characters, with the same refusals.
    public static ObjectNode parseObject(String text, JsonLimits limits) {
        try (JsonParser parser = factoryFor(limits).createParser(ObjectReadContext.empty(), text)) {
            return asObject(read(parser, limits));
        }
    }

    /// Reads one value of any kind from UTF-8, with the refusals of `parseObject` otherwise.
    public static JsonNode parse(byte[] utf8, JsonLimits limits) {
        if (utf8.length > limits.bytesMax()) {
            throw Refusal.tooLarge("body", "is larger than " + Bytes.text(limits.bytesMax()), "Send less at a time.");
        }
        requireUtf8(utf8);
        try (JsonParser parser = factoryFor(limits).createParser(ObjectReadContext.empty(), utf8)) {
            return read(parser, limits);
        }
    }

    private static JsonNode read(JsonParser parser, JsonLimits limits) {
        TreeBuilder builder = new TreeBuilder(parser, limits.depthMax());
        try {
            if (parser.nextToken() == null) {
                throw Refusal.invalid(WHOLE, "is empty", "Send a JSON object.");
            }
            JsonNode node = builder.value();
            requireSound(builder);
            if (parser.nextToken() != null) {
                throw Refusal.invalid(WHOLE, "goes on after the end of the JSON value",
                        "Send one value only.");
            }
            return node;
        } catch (JacksonException malformed) {
            // what was noted comes first in the text
            requireSound(builder);
            throw Malformed.refusal(field(FieldPath.of(parser.streamReadContext())), malformed);
        }
    }

    private static void requireSound(TreeBuilder builder) {
        TreeBuilder.Fault fault = builder.fault();
        if (fault != null) {
            throw Refusal.invalid(field(fault.path()), fault.problem(), fault.remedy());
        }
    }

    private static String field(String path) {
        return path.isEmpty() ? WHOLE : path;
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

    private static ObjectNode asObject(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.invalid(WHOLE, "must be a JSON object", "Send one object: { … }.");
    }

    private static JsonFactory factoryFor(JsonLimits limits) {
        JsonLimits usual = JsonLimits.defaults();
        boolean same = limits.numberCharsMax() == usual.numberCharsMax()
                && limits.nameCharsMax() == usual.nameCharsMax()
                && limits.depthMax() <= SKIPPED_DEPTH_MAX;
        return same ? FACTORY : factory(limits);
    }

    private static JsonFactory factory(JsonLimits limits) {
        return factory(limits, Integer.MAX_VALUE);
    }

    /// @param stringCharsMax of one string
    static JsonFactory factory(JsonLimits limits, int stringCharsMax) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNumberLength(limits.numberCharsMax())
                .maxNameLength(limits.nameCharsMax())
                // the tree builder bounds depth, this what it skips; the size of the whole bounds each string
                .maxNestingDepth(Math.max(limits.depthMax() + 1, SKIPPED_DEPTH_MAX))
                .maxStringLength(stringCharsMax)
                .build();
        return JsonFactory.builder()
                .streamReadConstraints(constraints)
                // names come from strangers: interned, they would stay for the life of the process
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                // it is UTF-8 or it is refused; guessing would let UTF-16 through
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .build();
    }

    /// Jackson lets some malformed sequences through, or turns them into other characters; the JDK's decoder
    /// refuses overlong forms, surrogates and cut sequences alike.
    private static void requireUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer scratch = CharBuffer.allocate(Math.min(8192, bytes.length + 1));
        CoderResult result;
        do {
            result = decoder.decode(in, scratch.clear(), true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw Refusal.invalid(WHOLE, "is not valid UTF-8 at byte " + in.position(),
                    "Encode the text as UTF-8.");
        }
    }
}
