package dev.mimo.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/// Reads messages whose sender must be answered even when they are declined; `Json` reads everything else.
///
/// It tells text that is no JSON at all from JSON that we decline (a name given twice, half of a surrogate pair, a NUL,
/// nesting beyond the bound, a number beyond the range of a double): the latter still yields its tree, so that the
/// answer can carry the id that stands in it. Safe for use by several threads.
public final class StrictJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // names come from strangers: interned, they would stay for the life of the process
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .build();

    private StrictJson() {}

    /// What a text turned out to be.
    public sealed interface Reading {}

    /// JSON.
    ///
    /// @param fault why it is declined, if it is; the tree then lacks what was at fault
    public record Tree(JsonNode root, @Nullable Fault fault) implements Reading {}

    /// No JSON, or not UTF-8.
    public record Broken(String problem) implements Reading {}

    /// @param path where, with dots between names; empty for the top
    public record Fault(String path, String problem) {}

    /// @param depthMax how deep arrays and objects may nest, at least 1
    public static Reading read(byte[] utf8, int depthMax) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException _) {
            return new Broken("the bytes are not UTF-8");
        }
        return read(text, depthMax);
    }

    /// @param depthMax how deep arrays and objects may nest, at least 1
    public static Reading read(String text, int depthMax) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return new Broken("there is no text");
            }
            TreeBuilder builder = new TreeBuilder(parser, depthMax);
            JsonNode root = builder.value();
            if (parser.nextToken() != null) {
                return new Broken("there is more text after the value");
            }
            return new Tree(root, fault(builder.fault()));
        } catch (JacksonException e) {
            String where = e.getLocation() == null ? "" : " (at character " + e.getLocation().getCharOffset() + ")";
            return new Broken("the text is not JSON" + where);
        }
    }

    private static @Nullable Fault fault(TreeBuilder.@Nullable Fault found) {
        return found == null ? null : new Fault(found.path(), found.problem());
    }
}
