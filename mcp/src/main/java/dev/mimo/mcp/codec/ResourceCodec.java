package dev.mimo.mcp.codec;

import dev.mimo.json.Json;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ResourceTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Resources and templates as lists have them.
public final class ResourceCodec {
    private ResourceCodec() {}

    /// The resource in the words of that revision.
    public static ObjectNode write(ResourceDefinition resource, Revision revision) {
        ObjectNode node = Json.object().put("uri", resource.uri()).put("name", resource.name());
        if (revision.isAtLeast(Revision.V2025_06_18)) {
            ContentCodec.putIfPresent(node, "title", resource.title());
        }
        ContentCodec.putIfPresent(node, "description", resource.description());
        ContentCodec.putIfPresent(node, "mimeType", resource.mimeType());
        if (resource.size() != null) {
            node.put("size", resource.size());
        }
        ContentCodec.annotate(node, resource.annotations(), revision);
        ImplementationCodec.putIcons(node, resource.icons(), revision);
        ContentCodec.putMeta(node, resource.meta(), revision);
        return node;
    }

    /// @throws MalformedMessageException when it lacks an address
    public static ResourceDefinition read(JsonNode node) {
        FieldReader fields = new FieldReader(node, "resource");
        String uri = fields.text("uri");
        return new ResourceDefinition(uri, fields.text("name", uri), fields.maybeText("title"),
                fields.maybeText("description"), fields.maybeText("mimeType"), fields.maybeWhole("size"),
                ContentCodec.annotations(node.path("annotations")), ImplementationCodec.icons(fields),
                fields.maybeObject(MetaKeys.META));
    }

    /// The template in the words of that revision.
    public static ObjectNode write(ResourceTemplate template, Revision revision) {
        ObjectNode node = Json.object().put("uriTemplate", template.uriTemplate())
                .put("name", template.name());
        if (revision.isAtLeast(Revision.V2025_06_18)) {
            ContentCodec.putIfPresent(node, "title", template.title());
        }
        ContentCodec.putIfPresent(node, "description", template.description());
        ContentCodec.putIfPresent(node, "mimeType", template.mimeType());
        ContentCodec.annotate(node, template.annotations(), revision);
        ImplementationCodec.putIcons(node, template.icons(), revision);
        ContentCodec.putMeta(node, template.meta(), revision);
        return node;
    }

    /// @throws MalformedMessageException when it lacks its pattern of addresses
    public static ResourceTemplate readTemplate(JsonNode node) {
        FieldReader fields = new FieldReader(node, "resource template");
        String uri = fields.text("uriTemplate");
        return new ResourceTemplate(uri, fields.text("name", uri), fields.maybeText("title"),
                fields.maybeText("description"), fields.maybeText("mimeType"),
                ContentCodec.annotations(node.path("annotations")), ImplementationCodec.icons(fields),
                fields.maybeObject(MetaKeys.META));
    }
}
