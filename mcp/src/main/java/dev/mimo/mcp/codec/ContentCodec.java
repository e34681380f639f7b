package dev.mimo.mcp.codec;

import dev.mimo.json.Json;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.Revision;
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
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Pieces of content.
public final class ContentCodec {
    private ContentCodec() {}

    /// The piece in the words of that revision.
    public static ObjectNode write(Content content, Revision revision) {
        ObjectNode node = switch (content) {
            case Content.Text(String text, var _) -> text(text);
            case Content.Image(byte[] data, String mimeType, var _) -> media("image", data, mimeType);
            case Content.Audio(byte[] data, String mimeType, var _) ->
                revision.isAtLeast(Revision.V2025_03_26)
                        ? media("audio", data, mimeType)
                        : text("[audio, " + mimeType + ", " + data.length + " bytes]");
            case Content.ResourceLink link ->
                revision.isAtLeast(Revision.V2025_06_18) ? link(link) : text(link.name() + ": " + link.uri());
            case Content.Embedded(ResourceBody body, var _) -> {
                ObjectNode embedded = Json.object().put("type", "resource");
                yield embedded.set("resource", write(body, revision));
            }
        };
        annotate(node, content.annotations(), revision);
        return node;
    }

    /// What a resource holds, as a result's `contents` and embedded content have it.
    public static ObjectNode write(ResourceBody body, Revision revision) {
        ObjectNode node = Json.object().put("uri", body.uri());
        putIfPresent(node, "mimeType", body.mimeType());
        putMeta(node, body.meta(), revision);
        return switch (body) {
            case ResourceBody.Text text -> node.put("text", text.text());
            case ResourceBody.Blob blob -> node.put("blob", Base64.getEncoder().encodeToString(blob.bytes()));
        };
    }

    static void annotate(ObjectNode node, ContentAnnotations annotations, Revision revision) {
        ObjectNode said = Json.object();
        if (!annotations.audience().isEmpty()) {
            ArrayNode audience = said.putArray("audience");
            annotations.audience().forEach(role -> audience.add(word(role)));
        }
        if (annotations.priority() != null) {
            said.put("priority", annotations.priority());
        }
        if (annotations.lastModified() != null && revision.isAtLeast(Revision.V2025_06_18)) {
            said.put("lastModified", annotations.lastModified().toString());
        }
        if (!said.isEmpty()) {
            node.set("annotations", said);
        }
    }

    static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /// What its author adds to a definition, or to what a resource holds.
    static void putMeta(ObjectNode node, @Nullable ObjectNode meta, Revision revision) {
        if (meta != null && revision.isAtLeast(Revision.V2025_06_18)) {
            node.set(MetaKeys.META, meta);
        }
    }

    static void putIfPresent(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }

    private static ObjectNode media(String type, byte[] data, String mimeType) {
        return Json.object().put("type", type).put("data", Base64.getEncoder().encodeToString(data))
                .put("mimeType", mimeType);
    }

    private static ObjectNode link(Content.ResourceLink link) {
        ObjectNode node = Json.object().put("type", "resource_link").put("uri", link.uri())
                .put("name", link.name());
        putIfPresent(node, "title", link.title());
        putIfPresent(node, "description", link.description());
        putIfPresent(node, "mimeType", link.mimeType());
        return link.size() == null ? node : node.put("size", link.size());
    }

    /// @throws MalformedMessageException when a piece is of no kind that the protocol knows, or lacks what its kind
    ///     needs
    public static List<Content> pieces(List<JsonNode> nodes) {
        return nodes.stream().map(ContentCodec::read).toList();
    }

    public static Content read(JsonNode node) {
        FieldReader fields = new FieldReader(node, "content");
        ContentAnnotations annotations = annotations(node.path("annotations"));
        return switch (fields.text("type")) {
            case "text" -> new Content.Text(fields.text("text"), annotations);
            case "image" -> new Content.Image(bytes(fields, "data"), fields.text("mimeType"), annotations);
            case "audio" -> new Content.Audio(bytes(fields, "data"), fields.text("mimeType"), annotations);
            case "resource_link" -> new Content.ResourceLink(fields.text("uri"),
                    fields.text("name", fields.text("uri")), fields.maybeText("title"), fields.maybeText("description"),
                    fields.maybeText("mimeType"), fields.maybeWhole("size"), annotations);
            case "resource" -> new Content.Embedded(readBody(fields.object("resource")), annotations);
            default -> throw new MalformedMessageException(
                    "The server sent content of the kind '" + fields.text("type") + "', which is not known.");
        };
    }

    /// The `contents` of a resource.
    public static List<ResourceBody> readBodies(ObjectNode result) {
        return new FieldReader(result, "resource").list("contents").stream().map(ContentCodec::readBody).toList();
    }

    static ResourceBody readBody(JsonNode node) {
        FieldReader fields = new FieldReader(node, "resource");
        String uri = fields.text("uri");
        return node.hasNonNull("blob")
                ? new ResourceBody.Blob(uri, fields.maybeText("mimeType"), bytes(fields, "blob"),
                        fields.maybeObject(MetaKeys.META))
                : new ResourceBody.Text(uri, fields.maybeText("mimeType"), fields.text("text"),
                        fields.maybeObject(MetaKeys.META));
    }

    private static byte[] bytes(FieldReader fields, String name) {
        try {
            return Base64.getDecoder().decode(fields.text(name));
        } catch (IllegalArgumentException _) {
            throw new MalformedMessageException("The server's " + fields.what() + " has a '" + name
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
