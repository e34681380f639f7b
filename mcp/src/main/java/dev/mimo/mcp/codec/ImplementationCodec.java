package dev.mimo.mcp.codec;

import dev.mimo.json.Json;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.Icon;
import dev.mimo.mcp.model.Implementation;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Who a server or a client is, and the pictures that people see. What is wrong in it is left out.
public final class ImplementationCodec {
    private ImplementationCodec() {}

    /// All that one says of itself, in the words of that revision.
    public static ObjectNode write(Implementation self, Revision revision) {
        ObjectNode node = writeName(self, revision);
        if (revision.isAtLeast(Revision.V2025_11_25)) {
            ContentCodec.putIfPresent(node, "description", self.description());
            ContentCodec.putIfPresent(node, "websiteUrl", self.websiteUrl());
        }
        putIcons(node, self.icons(), revision);
        return node;
    }

    /// Its name alone, for what is said often.
    public static ObjectNode writeName(Implementation self, Revision revision) {
        ObjectNode node = Json.object().put("name", self.name());
        if (revision.isAtLeast(Revision.V2025_06_18)) {
            ContentCodec.putIfPresent(node, "title", self.title());
        }
        return node.put("version", self.version());
    }

    public static Implementation read(FieldReader fields) {
        return new Implementation(fields.text("name", ""), fields.text("version", ""), fields.maybeText("title"),
                fields.maybeText("description"), fields.maybeText("websiteUrl"), icons(fields));
    }

    /// Adds pictures, which the newer revisions know.
    static void putIcons(ObjectNode node, List<Icon> icons, Revision revision) {
        if (icons.isEmpty() || !revision.isAtLeast(Revision.V2025_11_25)) {
            return;
        }
        ArrayNode all = node.putArray("icons");
        for (Icon icon : icons) {
            ObjectNode each = all.addObject().put("src", icon.src());
            ContentCodec.putIfPresent(each, "mimeType", icon.mimeType());
            if (!icon.sizes().isEmpty()) {
                ArrayNode sizes = each.putArray("sizes");
                icon.sizes().forEach(sizes::add);
            }
            ContentCodec.putIfPresent(each, "theme", icon.theme());
        }
    }

    /// @param fields what the icons stand for
    static List<Icon> icons(FieldReader fields) {
        return fields.listOrEmpty("icons").stream().map(node -> new FieldReader(node, "icon"))
                .filter(icon -> icon.maybeText("src") != null)
                .map(icon -> new Icon(icon.text("src"), icon.maybeText("mimeType"), icon.texts("sizes"),
                        icon.maybeText("theme")))
                .toList();
    }
}
