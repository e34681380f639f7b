package dev.mimo.mcp.model;

import dev.mimo.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A picture that stands for a tool, a prompt, a resource, a server or a client.
///
/// @param src an `https:` or `data:` address; whoever shows it decides whether to trust it
/// @param sizes such as `48x48` or `any`; empty when not known
/// @param theme `light` or `dark`; absent when it suits both
public record Icon(String src, @Nullable String mimeType, List<String> sizes, @Nullable String theme) {
    public Icon {
        sizes = List.copyOf(sizes);
    }

    /// As it stands in messages.
    public ObjectNode node() {
        ObjectNode node = Json.object().put("src", src);
        if (mimeType != null) {
            node.put("mimeType", mimeType);
        }
        if (!sizes.isEmpty()) {
            ArrayNode all = node.putArray("sizes");
            sizes.forEach(all::add);
        }
        if (theme != null) {
            node.put("theme", theme);
        }
        return node;
    }
}
