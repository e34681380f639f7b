package dev.mimo.mcp.codec;

import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ContentAnnotations;
import dev.mimo.mcp.model.Icon;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.ResourceBody;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class CodecWritersTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Property(tries = 300)
    void a_revision_sees_only_kinds_of_content_that_it_knows(@ForAll("results") ToolResult result,
            @ForAll Revision revision) {
        ObjectNode node = ToolCodec.write(result, revision);

        Set<String> known = new HashSet<>(Set.of("text", "image", "resource"));
        if (revision.isAtLeast(Revision.V2025_03_26)) {
            known.add("audio");
        }
        if (revision.isAtLeast(Revision.V2025_06_18)) {
            known.add("resource_link");
        }
        assertThat(node.path("content").size()).isEqualTo(result.content().size());
        assertThat(node.path("content").valueStream().map(piece -> piece.path("type").stringValue())).allMatch(
                known::contains);
        assertThat(node.path("isError").booleanValue()).isEqualTo(result.error());
        boolean dated = node.path("content").valueStream().anyMatch(piece -> piece.at("/annotations/lastModified")
                .isString());
        assertThat(dated && !revision.isAtLeast(Revision.V2025_06_18)).isFalse();
    }

    @Property(tries = 300)
    void structured_content_goes_to_those_who_know_it(@ForAll("results") ToolResult result,
            @ForAll Revision revision) {
        JsonNode sent = ToolCodec.write(result, revision).get("structuredContent");
        JsonNode structured = result.structured();

        if (structured == null || !revision.isAtLeast(Revision.V2025_06_18)) {
            assertThat(sent).isNull();
        } else if (revision.isStateless() || structured.isObject()) {
            assertThat(sent).isEqualTo(structured);
        } else {
            assertThat(sent).isNull();
        }
    }

    @Property(tries = 200)
    void a_tool_is_told_in_the_words_of_the_revision(@ForAll Revision revision, @ForAll("schemas") JsonNode output) {
        ObjectNode input = NODES.objectNode().put("type", "object");
        input.putObject("properties").put("open", true).put("shut", false).putObject("plain").put("type", "string");
        ToolDefinition tool = new ToolDefinition("t", "T", "Does t.", input, output,
                new ToolAnnotations(true, false, true, false), TaskSupport.OPTIONAL, Set.of(),
                List.of(new Icon("https://example.com/i.png", "image/png", List.of("48x48"), "dark")),
                NODES.objectNode().put("k", 1));

        ObjectNode node = ToolCodec.write(tool, revision);

        assertThat(node.has("title")).isEqualTo(revision.isAtLeast(Revision.V2025_06_18));
        assertThat(node.has("_meta")).isEqualTo(revision.isAtLeast(Revision.V2025_06_18));
        assertThat(node.has("annotations")).isEqualTo(revision.isAtLeast(Revision.V2025_03_26));
        assertThat(node.has("icons")).isEqualTo(revision.isAtLeast(Revision.V2025_11_25));
        boolean object = output.path("type").asString("").equals("object");
        assertThat(node.has("outputSchema"))
                .isEqualTo(revision.isStateless() || (object && revision.isAtLeast(Revision.V2025_06_18)));
        if (revision.isStateless()) {
            assertThat(node.path("inputSchema")).isEqualTo(input);
        } else {
            assertThat(node.at("/inputSchema/properties").valueStream()).allMatch(JsonNode::isObject);
        }
        assertThat(input.at("/properties/open").isBoolean()).isTrue();
    }

    @Property(tries = 20)
    void pictures_and_what_an_author_adds_go_to_those_who_know_them(@ForAll Revision revision) {
        List<Icon> icons = List.of(new Icon("https://example.com/i.png", null, List.of("any"), "light"));
        ObjectNode meta = NODES.objectNode().put("k", 1);
        ContentAnnotations said = new ContentAnnotations(List.of(Role.USER), 1.0, null);
        List<ObjectNode> nodes = List.of(
                PromptCodec.write(new PromptDefinition("p", "P", "d", List.of(), icons, meta), revision),
                ResourceCodec.write(new ResourceDefinition("test://a", "a", null, null, null, null, said, icons, meta),
                        revision),
                ResourceCodec.write(new ResourceTemplate("test://{a}", "a", null, null, null, said, icons, meta),
                        revision));

        boolean pictured = revision.isAtLeast(Revision.V2025_11_25);
        boolean noted = revision.isAtLeast(Revision.V2025_06_18);
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.path("icons").toString()).isEqualTo(pictured
                    ? "[{\"src\":\"https://example.com/i.png\",\"sizes\":[\"any\"],\"theme\":\"light\"}]"
                    : "");
            assertThat(node.has("_meta")).isEqualTo(noted);
        });
        assertThat(nodes.subList(1, 3)).allMatch(node -> node.has("annotations"));
        ResourceBody body = new ResourceBody.Text("test://a", null, "x", meta);
        assertThat(ContentCodec.write(body, revision).has("_meta")).isEqualTo(noted);
        assertThat(ContentCodec.write(new Content.Embedded(body, said), revision).path("resource").has("_meta"))
                .isEqualTo(noted);
    }

    @Test
    void what_the_oldest_revision_does_not_know_becomes_text() {
        ToolResult result = new ToolResult(List.of(
                new Content.Audio(new byte[]{1, 2}, "audio/wav", ContentAnnotations.NONE), new Content.ResourceLink(
                        "test://a", "a", null, null, null, null, ContentAnnotations.NONE)),
                null, false);

        assertThat(ToolCodec.write(result, Revision.V2024_11_05).path("content").toString())
                .contains("[audio, audio/wav, 2 bytes]").contains("a: test://a");
    }

    @Test
    void null_is_a_structured_content_and_not_none() {
        ToolResult result = new ToolResult(List.of(), NODES.nullNode(), false);

        assertThat(ToolCodec.write(result, Revision.V2026_07_28).has("structuredContent")).isTrue();
        assertThat(ToolCodec.write(result, Revision.V2025_11_25).has("structuredContent")).isFalse();
    }

    @Provide
    Arbitrary<JsonNode> schemas() {
        return Arbitraries.of(NODES.objectNode().put("type", "object"), NODES.objectNode().put("type", "array"),
                NODES.booleanNode(true), NODES.objectNode());
    }

    @Provide
    Arbitrary<ToolResult> results() {
        Arbitrary<ContentAnnotations> annotations = Arbitraries.of(ContentAnnotations.NONE,
                new ContentAnnotations(List.of(Role.USER, Role.ASSISTANT), 1.0, Instant.EPOCH));
        Arbitrary<Content> content = annotations.flatMap(said -> Arbitraries.of(new Content.Text("t", said),
                new Content.Image(new byte[3], "image/png", said), new Content.Audio(new byte[2], "audio/wav", said),
                new Content.ResourceLink("test://a", "a", "A", "d", "text/plain", 3L, said),
                new Content.Embedded(new ResourceBody.Text("test://a", null, "x"), said),
                new Content.Embedded(new ResourceBody.Blob("test://b", "image/png", new byte[1]), said)));
        Arbitrary<@Nullable JsonNode> structured = Arbitraries.<@Nullable JsonNode>of(NODES.objectNode(),
                NODES.arrayNode(), NODES.stringNode("s"), NODES.nullNode(), null);
        Arbitrary<List<Content>> contents = content.list().ofMaxSize(5);
        return choices -> new ToolResult(contents.draw(choices), structured.draw(choices),
                Arbitraries.booleans().draw(choices));
    }
}
