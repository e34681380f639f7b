package dev.mimo.mcp.client.read;

import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ResourceTemplate;
import tools.jackson.databind.JsonNode;

/// Resources and their templates, as servers write them.
public final class ResourceReader {
    private ResourceReader() {}

    public static ResourceDefinition resource(JsonNode node) {
        FieldReader fields = new FieldReader(node, "resource");
        String uri = fields.text("uri");
        return new ResourceDefinition(uri, fields.text("name", uri), fields.maybeText("title"),
                fields.maybeText("description"), fields.maybeText("mimeType"), fields.maybeWhole("size"),
                ContentReader.annotations(node.path("annotations")), IconReader.icons(fields),
                fields.maybeObject("_meta"));
    }

    public static ResourceTemplate template(JsonNode node) {
        FieldReader fields = new FieldReader(node, "resource template");
        String uri = fields.text("uriTemplate");
        return new ResourceTemplate(uri, fields.text("name", uri), fields.maybeText("title"),
                fields.maybeText("description"), fields.maybeText("mimeType"),
                ContentReader.annotations(node.path("annotations")), IconReader.icons(fields),
                fields.maybeObject("_meta"));
    }
}
