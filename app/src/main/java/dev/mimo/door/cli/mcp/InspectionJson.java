package dev.mimo.door.cli.mcp;

import dev.mimo.json.Json;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.use.ServerFacts;
import dev.mimo.mcp.codec.ImplementationCodec;
import dev.mimo.mcp.codec.PromptCodec;
import dev.mimo.mcp.codec.ResourceCodec;
import dev.mimo.mcp.codec.ToolCodec;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An inspection for programs; members are named as the protocol names them.
final class InspectionJson {
    private InspectionJson() {}

    static ObjectNode of(ServerInspection inspection) {
        ServerFacts facts = inspection.facts();
        ObjectNode root = Json.object()
                .put("target", inspection.target())
                .put("era", facts.revision().isStateless() ? "stateless" : "stateful")
                .put("protocolVersion", facts.revision().date());
        facts.supported().forEach(root.putArray("supportedVersions")::add);
        root.set("serverInfo", ImplementationCodec.write(facts.self(), Revision.NEWEST));
        root.set("capabilities", facts.capabilities());
        if (facts.instructions() != null) {
            root.put("instructions", facts.instructions());
        }
        putAll(root, "tools", inspection.tools().tools(), ToolCodec::write);
        putAll(root, "leftOut", inspection.tools().leftOut(),
                tool -> Json.object().put("name", tool.name()).put("why", tool.why()));
        putAll(root, "resources", inspection.resources(), each -> ResourceCodec.write(each, Revision.NEWEST));
        putAll(root, "resourceTemplates", inspection.templates(), each -> ResourceCodec.write(each, Revision.NEWEST));
        putAll(root, "prompts", inspection.prompts(), each -> PromptCodec.write(each, Revision.NEWEST));
        return root;
    }

    private static <T> void putAll(ObjectNode root, String name, List<T> all, Function<T, ObjectNode> writer) {
        ArrayNode list = root.putArray(name);
        all.forEach(each -> list.add(writer.apply(each)));
    }
}
