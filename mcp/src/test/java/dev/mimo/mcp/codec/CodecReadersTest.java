package dev.mimo.mcp.codec;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ServerFacts;
import dev.mimo.mcp.model.Icon;
import dev.mimo.mcp.model.Implementation;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ResourceTemplate;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolDefinition;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class CodecReadersTest {
    private static final String SEEN = """
            "icons": [{"src": "https://example.org/a.svg", "mimeType": "image/svg+xml", "sizes": ["any", 7],
                       "theme": "dark"}, {"mimeType": "image/png"}, "b.png"],
            "annotations": {"audience": ["user"], "priority": 0.5}, "_meta": {"k": 1}""";
    private static final List<Icon> ICONS =
            List.of(new Icon("https://example.org/a.svg", "image/svg+xml", List.of("any"), "dark"));
    private static final ObjectNode META = Json.object().put("k", 1);

    @Test
    void pictures_and_what_the_author_adds_are_read_wherever_they_stand() {
        ToolDefinition tool = ToolCodec.read(json("{\"name\": \"t\", \"inputSchema\": {}, %s}"));
        PromptDefinition prompt = PromptCodec.read(json("{\"name\": \"p\", %s}"));
        ResourceDefinition resource = ResourceCodec.read(json("{\"uri\": \"test://a\", %s}"));
        ResourceTemplate template = ResourceCodec.readTemplate(json("{\"uriTemplate\": \"test://{a}\", %s}"));

        assertThat(List.of(tool.icons(), prompt.icons(), resource.icons(), template.icons())).containsOnly(ICONS);
        assertThat(Arrays.asList(tool.meta(), prompt.meta(), resource.meta(), template.meta())).containsOnly(META);
        assertThat(List.of(resource.annotations(), template.annotations()))
                .allMatch(said -> said.audience().size() == 1 && said.priority() != null);
        ResourceBody text = ContentCodec.readBody(json("{\"uri\": \"test://a\", \"text\": \"x\", %s}"));
        ResourceBody blob = ContentCodec.readBody(json("{\"uri\": \"test://a\", \"blob\": \"AQ==\", %s}"));
        assertThat(text.meta()).isEqualTo(META);
        assertThat(blob.meta()).isEqualTo(META);
    }

    @Test
    void a_tool_that_says_nothing_of_tasks_is_not_called_as_one() {
        String tool = "{\"name\": \"t\", \"inputSchema\": {}, \"execution\": {\"taskSupport\": \"%s\"}}";

        assertThat(ToolCodec.read(json("{\"name\": \"t\", \"inputSchema\": {}}")).tasks())
                .isEqualTo(TaskSupport.NEVER);
        assertThat(ToolCodec.read(json(tool.formatted("forbidden"))).tasks()).isEqualTo(TaskSupport.NEVER);
        assertThat(ToolCodec.read(json(tool.formatted("odd"))).tasks()).isEqualTo(TaskSupport.NEVER);
        assertThat(ToolCodec.read(json(tool.formatted("optional"))).tasks()).isEqualTo(TaskSupport.OPTIONAL);
        assertThat(ToolCodec.read(json(tool.formatted("required"))).tasks()).isEqualTo(TaskSupport.REQUIRED);
    }

    @Test
    void what_a_client_says_of_itself_a_server_could_read_back() {
        Implementation self = new Implementation("n", "1", "T", "Does n.", "https://example.org", ICONS);
        ClientProfile profile = ClientProfile.of("other", "0").named(self);

        assertThat(ServerFacts.of(Revision.V2025_11_25, List.of(), Json.object(), profile.info()).self())
                .isEqualTo(self);
        assertThat(ClientProfile.of("n", "1").info()).isEqualTo(Json.object().put("name", "n").put("version", "1"));
    }

    private static ObjectNode json(String text) {
        return Json.parseObject(text.replace("%s", SEEN), JsonLimits.defaults());
    }
}
