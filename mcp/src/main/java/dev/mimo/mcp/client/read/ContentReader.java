package dev.mimo.mcp.client.read;

import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ContentAnnotations;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.Role;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Pieces of content, as servers write them.
public final class ContentReader {
    private ContentReader() {}

    /// @throws McpClientException when a piece is of no kind that the protocol knows, or lacks what its kind needs
    public static List<Content> pieces(List<JsonNode> nodes) {
        return nodes.stream().map(ContentReader::piece).toList();
    }

    public static Content piece(JsonNode node) {
        FieldReader fields = new FieldReader(node, "content");
        ContentAnnotations annotations = annotations(node.path("annotations"));
        return switch (fields.text("type")) {
            case "text" -> new Content.Text(fields.text("text"), annotations);
            case "image" -> new Content.Image(bytes(fields, "data"), fields.text("mimeType"), annotations);
            case "audio" -> new Content.Audio(bytes(fields, "data"), fields.text("mimeType"), annotations);
            case "resource_link" -> new Content.ResourceLink(fields.text("uri"),
                    fields.text("name", fields.text("uri")), fields.maybeText("title"), fields.maybeText("description"),
                    fields.maybeText("mimeType"), fields.maybeWhole("size"), annotations);
            case "resource" -> new Content.Embedded(body(fields.object("resource")), annotations);
            default -> throw McpClientException.broken(
                    "The server sent content of the kind '" + fields.text("type") + "', which is not known.");
        };
    }

    /// What a resource holds.
    public static ResourceBody body(JsonNode node) {
        FieldReader fields = new FieldReader(node, "resource");
        String uri = fields.text("uri");
        return node.has("blob")
                ? new ResourceBody.Blob(uri, fields.maybeText("mimeType"), bytes(fields, "blob"),
                        fields.maybeObject("_meta"))
                : new ResourceBody.Text(uri, fields.maybeText("mimeType"), fields.text("text"),
                        fields.maybeObject("_meta"));
    }

    private static byte[] bytes(FieldReader fields, String name) {
        try {
            return Base64.getDecoder().decode(fields.text(name));
        } catch (IllegalArgumentException _) {
            throw McpClientException.broken("The server's " + fields.what() + " has a '" + name
                    + "' that is not Base 64.");
        }
    }

    /// Hints: what is wrong in them is left out.
    static ContentAnnotations annotations(JsonNode node) {
        if (!node.isObject()) {
            return ContentAnnotations.NONE;
        }
        FieldReader fields = new FieldReader(node, "annotations");
        List<Role> audience = new ArrayList<>();
        for (String role : fields.texts("audience")) {
            switch (role) {
                case "user" -> audience.add(Role.USER);
                case "assistant" -> audience.add(Role.ASSISTANT);
                default -> {
                    // someone this client is not
                }
            }
        }
        Double priority = fields.maybeNumber("priority");
        boolean sensible = priority != null && priority >= 0 && priority <= 1;
        return new ContentAnnotations(audience, sensible ? priority : null, time(fields.maybeText("lastModified")));
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
