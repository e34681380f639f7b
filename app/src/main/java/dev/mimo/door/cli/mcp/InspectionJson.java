package dev.mimo.door.cli.mcp;

import dev.mimo.mcp.client.use.ServerFacts;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ResourceTemplate;
import dev.mimo.mcp.model.ToolDefinition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An inspection for programs; members are named as the protocol names them.
final class InspectionJson {
    private InspectionJson() {}

    static ObjectNode of(ServerInspection inspection) {
        ServerFacts facts = inspection.facts();
        ObjectNode root = JsonMapper.shared().createObjectNode()
                .put("target", inspection.target())
                .put("era", facts.revision().isStateless() ? "stateless" : "stateful")
                .put("protocolVersion", facts.revision().date());
        facts.supported().forEach(root.putArray("supportedVersions")::add);
        ObjectNode server =
                root.putObject("serverInfo").put("name", facts.name()).put("version", facts.self().version());
        maybe(server, "title", facts.self().title());
        maybe(server, "description", facts.self().description());
        maybe(server, "websiteUrl", facts.self().websiteUrl());
        root.set("capabilities", facts.capabilities());
        maybe(root, "instructions", facts.instructions());
        ArrayNode tools = root.putArray("tools");
        inspection.tools().tools().forEach(tool -> tools.add(node(tool)));
        ArrayNode leftOut = root.putArray("leftOut");
        inspection.tools().leftOut().forEach(tool -> leftOut.addObject()
                .put("name", tool.name()).put("why", tool.why()));
        ArrayNode resources = root.putArray("resources");
        inspection.resources().forEach(resource -> add(resources, resource));
        ArrayNode templates = root.putArray("resourceTemplates");
        inspection.templates().forEach(template -> add(templates, template));
        ArrayNode prompts = root.putArray("prompts");
        inspection.prompts().forEach(prompt -> add(prompts, prompt));
        return root;
    }

    private static ObjectNode node(ToolDefinition tool) {
        ObjectNode node = JsonMapper.shared().createObjectNode().put("name", tool.name()).put("title", tool.title())
                .put("description", tool.description());
        node.set("inputSchema", tool.inputSchema());
        if (tool.outputSchema() != null) {
            node.set("outputSchema", tool.outputSchema());
        }
        node.putObject("annotations")
                .put("readOnlyHint", tool.annotations().readOnly())
                .put("destructiveHint", tool.annotations().destructive())
                .put("idempotentHint", tool.annotations().idempotent())
                .put("openWorldHint", tool.annotations().openWorld());
        return node;
    }

    private static void add(ArrayNode resources, ResourceDefinition resource) {
        ObjectNode node = resources.addObject().put("uri", resource.uri()).put("name", resource.name());
        maybe(node, "title", resource.title());
        maybe(node, "description", resource.description());
        maybe(node, "mimeType", resource.mimeType());
        if (resource.size() != null) {
            node.put("size", resource.size());
        }
    }

    private static void add(ArrayNode templates, ResourceTemplate template) {
        ObjectNode node = templates.addObject().put("uriTemplate", template.uriTemplate()).put("name", template.name());
        maybe(node, "title", template.title());
        maybe(node, "description", template.description());
        maybe(node, "mimeType", template.mimeType());
    }

    private static void add(ArrayNode prompts, PromptDefinition prompt) {
        ObjectNode node = prompts.addObject().put("name", prompt.name()).put("title", prompt.title())
                .put("description", prompt.description());
        ArrayNode arguments = node.putArray("arguments");
        prompt.arguments().forEach(argument -> {
            ObjectNode each = arguments.addObject().put("name", argument.name())
                    .put("description", argument.description()).put("required", argument.required());
            maybe(each, "title", argument.title());
        });
    }

    private static void maybe(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
