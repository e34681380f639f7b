package dev.mimo.mcp.server.shape;

import dev.mimo.json.Json;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ContentAnnotations;
import dev.mimo.mcp.model.Icon;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.Role;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Pieces of content.
public final class ContentShape {
    private ContentShape() {}

    public static ObjectNode node(Content content, Revision revision) {
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
                yield embedded.set("resource", node(body, revision));
            }
        };
        annotate(node, content.annotations(), revision);
        return node;
    }

    /// What a resource holds, as a result's `contents` and embedded content have it.
    public static ObjectNode node(ResourceBody body, Revision revision) {
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

    /// Pictures, which the newer revisions know.
    public static void putIcons(ObjectNode node, List<Icon> icons, Revision revision) {
        if (!icons.isEmpty() && revision.isAtLeast(Revision.V2025_11_25)) {
            ArrayNode array = node.putArray("icons");
            icons.forEach(icon -> array.add(icon.node()));
        }
    }

    /// What its author adds to a definition, or to what a resource holds.
    static void putMeta(ObjectNode node, @Nullable ObjectNode meta, Revision revision) {
        if (meta != null && revision.isAtLeast(Revision.V2025_06_18)) {
            node.set("_meta", meta);
        }
    }

    public static void putIfPresent(ObjectNode node, String name, @Nullable String value) {
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
}
