package dev.mimo.mcp.codec;

import dev.mimo.json.Json;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ContentAnnotations;
import dev.mimo.mcp.model.Icon;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.PromptProvider;
import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ResourceTemplate;
import dev.mimo.mcp.model.Role;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class CodecRoundTripTest {
    private static final List<Icon> ICONS = List.of(new Icon("https://example.org/a.svg", "image/svg+xml",
            List.of("any"), "dark"), new Icon("data:,", null, List.of(), null));
    private static final ContentAnnotations SAID =
            new ContentAnnotations(List.of(Role.USER, Role.ASSISTANT), 0.5, Instant.parse("2026-03-01T12:00:00Z"));
    private static final ObjectNode META = Json.object().put("k", 1);

    @Property(tries = 300)
    void a_tool_that_was_kept_comes_back_equal(@ForAll("tools") ToolDefinition tool) {
        assertThat(ToolCodec.read(ToolCodec.write(tool))).isEqualTo(tool);
    }

    @Test
    void whatever_a_server_offers_reaches_a_client_of_the_newest_revision_whole() {
        PromptDefinition prompt = new PromptDefinition("p", "P", "Does p.", List.of(
                new PromptDefinition.Argument("a", "A", "the a", true),
                new PromptDefinition.Argument("b", null, "", false)), ICONS, META);
        ResourceDefinition resource =
                new ResourceDefinition("test://a", "a", "A", "an a", "text/plain", 7L, SAID, ICONS, META);
        ResourceTemplate template =
                new ResourceTemplate("test://{a}", "a", "A", "an a", "text/plain", SAID, ICONS, META);

        assertThat(PromptCodec.read(PromptCodec.write(prompt, Revision.NEWEST))).isEqualTo(prompt);
        assertThat(ResourceCodec.read(ResourceCodec.write(resource, Revision.NEWEST))).isEqualTo(resource);
        assertThat(ResourceCodec.readTemplate(ResourceCodec.write(template, Revision.NEWEST))).isEqualTo(template);
    }

    @Test
    void so_does_what_it_answers() {
        ToolResult result = new ToolResult(List.of(new Content.Text("t", SAID),
                new Content.ResourceLink("test://a", "a", "A", "d", "text/plain", 3L, ContentAnnotations.NONE)),
                JsonNodeFactory.instance.numberNode(7), true);
        PromptProvider.Filled filled = new PromptProvider.Filled("d",
                List.of(new PromptProvider.Message(Role.ASSISTANT, new Content.Text("t", ContentAnnotations.NONE))));

        assertThat(ToolCodec.readResult(ToolCodec.write(result, Revision.NEWEST))).isEqualTo(result);
        assertThat(PromptCodec.readFilled(PromptCodec.write(filled, Revision.NEWEST))).isEqualTo(filled);
    }

    @Provide
    Arbitrary<ToolDefinition> tools() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        Arbitrary<Boolean> any = Arbitraries.of(true, false);
        ObjectNode bare = Json.object().put("type", "object");
        bare.putObject("properties").put("open", true).put("shut", false);
        Arbitrary<@Nullable JsonNode> outputs = Arbitraries.<@Nullable JsonNode>of(null, Json.object(),
                Json.object().put("type", "array"), nodes.booleanNode(true));
        Arbitrary<ToolAnnotations> hints = choices -> new ToolAnnotations(any.draw(choices), any.draw(choices),
                any.draw(choices), any.draw(choices));
        Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20);
        Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(20);
        Arbitrary<ObjectNode> inputs = Arbitraries.of(bare, Json.object());
        Arbitrary<TaskSupport> tasks = Arbitraries.of(TaskSupport.class);
        Arbitrary<List<Icon>> icons = Arbitraries.of(List.<Icon>of(), ICONS);
        Arbitrary<@Nullable ObjectNode> metas = Arbitraries.<@Nullable ObjectNode>of(null, META);
        return choices -> new ToolDefinition(names.draw(choices), texts.draw(choices), texts.draw(choices),
                inputs.draw(choices), outputs.draw(choices), hints.draw(choices), tasks.draw(choices), Set.of(),
                icons.draw(choices), metas.draw(choices));
    }
}
