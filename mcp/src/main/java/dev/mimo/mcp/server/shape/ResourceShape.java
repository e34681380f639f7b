package dev.mimo.mcp.server.shape;

import dev.mimo.json.Json;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ResourceTemplate;
import tools.jackson.databind.node.ObjectNode;

/// Resources and templates as lists have them.
public final class ResourceShape {
    private ResourceShape() {}

    public static ObjectNode node(ResourceDefinition resource, Revision revision) {
        ObjectNode node = Json.object().put("uri", resource.uri()).put("name", resource.name());
        if (revision.isAtLeast(Revision.V2025_06_18)) {
            ContentShape.putIfPresent(node, "title", resource.title());
        }
        ContentShape.putIfPresent(node, "description", resource.description());
        ContentShape.putIfPresent(node, "mimeType", resource.mimeType());
        if (resource.size() != null) {
            node.put("size", resource.size());
        }
        ContentShape.annotate(node, resource.annotations(), revision);
        ContentShape.putIcons(node, resource.icons(), revision);
        ContentShape.putMeta(node, resource.meta(), revision);
        return node;
    }

    public static ObjectNode node(ResourceTemplate template, Revision revision) {
        ObjectNode node = Json.object().put("uriTemplate", template.uriTemplate())
                .put("name", template.name());
        if (revision.isAtLeast(Revision.V2025_06_18)) {
            ContentShape.putIfPresent(node, "title", template.title());
        }
        ContentShape.putIfPresent(node, "description", template.description());
        ContentShape.putIfPresent(node, "mimeType", template.mimeType());
        ContentShape.annotate(node, template.annotations(), revision);
        ContentShape.putIcons(node, template.icons(), revision);
        ContentShape.putMeta(node, template.meta(), revision);
        return node;
    }
}
