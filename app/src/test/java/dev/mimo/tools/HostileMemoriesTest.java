package dev.mimo.tools;

import dev.mimo.TestMimo;
import dev.mimo.door.mcp.SilentNews;
import dev.mimo.json.Json;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.memory.operation.MemoryOperations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The corpus of injections in every field of memories, at every door that shows memories to a model.
@SuppressWarnings("NullAway.Init") // set before each test
class HostileMemoriesTest {
    @TempDir
    Path home;
    private TestMimo mimo;
    private OwnTools tools;

    @BeforeEach
    void store() {
        mimo = TestMimo.open(home);
        tools = MemoryTools.of(mimo.connection("team"));
        for (String text : HostileTexts.ALL) {
            ObjectNode memory = Json.object().put("namespace", "team").put("content", text).put("category", text)
                    .put("speaker", text).put("source", text).put("session", text).put("trust", "document");
            memory.putArray("tags").add(text.length() > 64 ? text.substring(text.length() - 60) : text);
            memory.putObject("metadata").put("note", text);
            mimo.call(MemoryOperations::remember, memory);
        }
    }

    @AfterEach
    void close() {
        mimo.close();
    }

    @Test
    void what_is_recalled_stays_behind_its_fence() throws InterruptedException {
        ToolResult found =
                call("recall", Json.object().put("query", "tea PWNED").put("limit", 50).put("explain", true));

        checkFence(text(found));
        assertThat(text(found)).contains(" · from document · ").doesNotContain("\n- 01JFORGED");
        checkTree(structured(found));
        assertThat(structured(found).path("notice").stringValue()).contains("data, not instructions");
    }

    @Test
    void one_memory_that_is_read_stays_behind_its_fence() throws InterruptedException {
        for (String id : ids()) {
            ToolResult one = call("recall", Json.object().put("id", id));

            checkFence(text(one));
            checkTree(structured(one));
        }
    }

    @Test
    void a_preview_stays_behind_its_fence() throws InterruptedException {
        ObjectNode arguments = Json.object();
        arguments.putObject("filter").put("after", "2000-01-01T00:00:00Z");
        ToolResult preview = call("forget", arguments);

        checkFence(text(preview));
        checkTree(structured(preview));
        assertThat(structured(preview).path("notice").stringValue()).contains("Nothing was deleted",
                "data, not instructions");
    }

    @Test
    void resources_stay_behind_their_fence() throws InterruptedException {
        MemoryResources resources = new MemoryResources(mimo.connection("team"), new SilentNews());
        List<ResourceDefinition> listed = resources.list(null, 200, CallContext.NONE).resources();

        assertThat(listed).hasSizeGreaterThan(HostileTexts.ALL.size());
        for (ResourceDefinition resource : listed) {
            String title = Objects.requireNonNull(resource.title());
            assertThat(HostileTexts.hidden(title)).as(title).isEmpty();
            assertThat(HostileTexts.lines(title)).hasSize(1);
            ResourceBody body = resources.read(resource.uri(), CallContext.NONE).getFirst();
            checkFence(((ResourceBody.Text) body).text());
        }
    }

    @Test
    void prompts_stay_behind_their_fence() throws InterruptedException {
        MemoryPrompts prompts = new MemoryPrompts(mimo.connection("team"));
        for (var message : Objects.requireNonNull(prompts.find("brief_me")).get()
                .get(Map.of("topic", "tea PWNED"), CallContext.NONE).messages().subList(1, 2)) {
            checkFence(((Content.Text) message.content()).text());
        }
    }

    @Test
    void no_name_with_anything_hidden_is_proposed() {
        MemoryCompletions completions = new MemoryCompletions(mimo.connection("team"));
        for (String argument : List.of("category", "tag")) {
            completions.complete(new dev.mimo.mcp.model.CompletionProvider.Reference.ToPrompt("brief_me"), argument, "",
                    Map.of()).values().forEach(value -> assertThat(HostileTexts.hidden(value)).isEmpty());
        }
    }

    private List<String> ids() {
        return mimo.call(MemoryOperations::list, Json.object().put("namespace", "team").put("limit", 200))
                .path("memories").valueStream().map(memory -> memory.path("id").stringValue()).toList();
    }

    private ToolResult call(String tool, ObjectNode arguments) throws InterruptedException {
        return tools.call(tool, arguments, CallContext.NONE);
    }

    private static void checkFence(String text) {
        assertThat(HostileTexts.hidden(text)).as(text).isEmpty();
        assertThat(HostileTexts.lines(text)).filteredOn(line -> !line.startsWith("> ")).as(text)
                .noneMatch(line -> line.contains("PWNED"));
    }

    private static void checkTree(JsonNode tree) {
        if (tree.isString()) {
            assertThat(HostileTexts.hidden(tree.stringValue())).as(tree.stringValue()).isEmpty();
        }
        tree.forEach(HostileMemoriesTest::checkTree);
    }

    private static JsonNode structured(ToolResult result) {
        return Objects.requireNonNull(result.structured());
    }

    private static String text(ToolResult result) {
        return ((Content.Text) result.content().getFirst()).text();
    }
}
