package dev.mimo.mcp.codec;

import dev.mimo.json.Json;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ResourceTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Resources and templates as lists have them: a template is described as a resource is, under an address with gaps.
public final class ResourceCodec {
    private ResourceCodec() {}

    /// The resource in the words of that revision.
    public static ObjectNode write(ResourceDefinition resource, Revision revision) {
        return write("uri", resource, revision);
    }

    /// The template in the words of that revision.
    public static ObjectNode write(ResourceTemplate template, Revision revision) {
        return write("uriTemplate", new ResourceDefinition(template.uriTemplate(), template.name(), template.title(),
                template.description(), template.mimeType(), null, template.annotations(), template.icons(),
                template.meta()), revision);
    }

    private static ObjectNode write(String address, ResourceDefinition resource, Revision revision) {
        ObjectNode node = Json.object().put(address, resource.uri()).put("name", resource.name());
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
        return read(new FieldReader(node, "resource"), "uri");
    }

    /// @throws MalformedMessageException when it lacks its pattern of addresses
    public static ResourceTemplate readTemplate(JsonNode node) {
        ResourceDefinition read = read(new FieldReader(node, "resource template"), "uriTemplate");
        return new ResourceTemplate(read.uri(), read.name(), read.title(), read.description(), read.mimeType(),
                read.annotations(), read.icons(), read.meta());
    }

    private static ResourceDefinition read(FieldReader fields, String address) {
        String uri = fields.text(address);
        return new ResourceDefinition(uri, fields.text("name", uri), fields.maybeText("title"),
                fields.maybeText("description"), fields.maybeText("mimeType"), fields.maybeWhole("size"),
                ContentCodec.annotations(fields.node().path("annotations")), ImplementationCodec.icons(fields),
                fields.maybeObject(MetaKeys.META));
    }
}
