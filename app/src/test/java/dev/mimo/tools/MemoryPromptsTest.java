package dev.mimo.tools;

import dev.mimo.TestMimo;
import dev.mimo.json.Json;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.CompletionProvider;
import dev.mimo.mcp.model.CompletionProvider.Proposals;
import dev.mimo.mcp.model.CompletionProvider.Reference;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.PromptProvider.Filled;
import dev.mimo.mcp.model.Role;
import dev.mimo.memory.Trust;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.refusal.Refusal;
import dev.mimo.terms.Namespace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SuppressWarnings("NullAway.Init") // set before each test
class MemoryPromptsTest {
    private static final Reference BRIEF = new Reference.ToPrompt("brief_me");
    private static final Reference MEMORY = new Reference.ToResource("mimo://memory/{namespace}/{id}");

    @TempDir
    Path home;
    private TestMimo mimo;
    private MemoryPrompts prompts;
    private MemoryCompletions completions;
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void remember() {
        mimo = TestMimo.open(home);
        prompts = new MemoryPrompts(mimo.connection("team"));
        completions = new MemoryCompletions(mimo.connection("team"));
        remember("team", "Priya prefers tea", "people");
        remember("team", "The parser is done", "work");
        remember("other", "Priya prefers coffee", "private");
    }

    @AfterEach
    void close() {
        mimo.close();
    }

    @Test
    void every_prompt_says_what_it_does_and_what_it_takes() {
        assertThat(prompts.list()).extracting(PromptDefinition::name)
                .containsExactly("brief_me", "remember_conversation");
        assertThat(prompts.list()).allSatisfy(prompt -> {
            assertThat(prompt.title()).isNotBlank();
            assertThat(prompt.description()).isNotBlank();
            assertThat(prompt.arguments()).allSatisfy(argument -> assertThat(argument.description()).isNotBlank());
        });
        assertThat(prompts.find("none")).isNull();
    }

    @Test
    void a_briefing_brings_what_memory_holds_quoted_from_its_namespace_only() throws InterruptedException {
        Filled filled = get("brief_me", Map.of("topic", "Priya", "category", " ", "tag", ""));

        assertThat(filled.messages()).hasSize(2).allSatisfy(message -> assertThat(message.role()).isEqualTo(Role.USER));
        assertThat(text(filled)).contains("Brief me on this: Priya", "> Priya prefers tea", "stored data")
                .doesNotContain("coffee");
        assertThat(text(get("brief_me", Map.of("topic", "Priya", "namespace", "other")))).contains("coffee")
                .doesNotContain("> Priya prefers tea");
        assertThat(text(get("brief_me", Map.of("topic", "zebra")))).contains("Nothing in memory fits");
    }

    @Test
    void keeping_a_conversation_follows_the_wishes_that_were_given() throws InterruptedException {
        String plain = text(get("remember_conversation", Map.of()));
        String wishes =
                text(get("remember_conversation", Map.of("about", "the parser", "namespace", "work", "tag", "x")));

        assertThat(plain).contains("`remember`", "secrets").doesNotContain("namespace", "%s");
        assertThat(wishes).contains("about this: the parser.", "namespace \"work\"", "tag \"x\"");
    }

    @Test
    void what_a_prompt_repeats_to_the_model_is_bounded() {
        String endless = "x".repeat(3_000_000);

        assertThatThrownBy(() -> get("remember_conversation", Map.of("about", endless)))
                .hasMessageContaining("'about' has more than 8000 characters");
        assertThatThrownBy(() -> get("remember_conversation", Map.of("tag", endless))).hasMessageContaining("'tag'");
        assertThatThrownBy(() -> get("brief_me", Map.of("topic", endless))).hasMessageContaining("'topic'");
    }

    @Test
    void what_is_in_use_is_proposed() {
        assertThat(complete(BRIEF, "namespace", "", Map.of()).values()).containsExactly("other", "team");
        assertThat(complete(BRIEF, "namespace", "t", Map.of())).isEqualTo(new Proposals(List.of("team"), 1, false));
        assertThat(complete(BRIEF, "tag", "", Map.of()).values()).containsExactly("people", "work");
        assertThat(complete(BRIEF, "topic", "wo", Map.of()).values()).containsExactly("work");
        assertThat(complete(BRIEF, "category", "", Map.of()).values()).containsExactly("fact");
        assertThat(complete(MEMORY, "namespace", "te", Map.of()).values()).containsExactly("team");
        assertThat(complete(MEMORY, "id", "01", Map.of()).values()).containsExactly(ids.get(1), ids.get(0));
    }

    @Test
    void proposals_come_from_the_namespace_that_is_named_beside_them_or_the_own_one() {
        assertThat(complete(BRIEF, "tag", "", Map.of("namespace", "other")).values()).containsExactly("private");
        assertThat(complete(MEMORY, "id", "", Map.of("namespace", "other")).values()).containsExactly(ids.get(2));
        assertThat(complete(BRIEF, "tag", "priv", Map.of("namespace", " ")).values()).isEmpty();
    }

    @Test
    void proposals_are_bounded_and_say_so() {
        for (int i = 0; i < 150; i++) {
            remember("team", "memory " + i, "tag" + i);
        }
        Proposals proposals = complete(BRIEF, "tag", "tag", Map.of());

        assertThat(proposals.values()).hasSize(100);
        assertThat(proposals.more()).isTrue();
        assertThat(proposals.total()).isNull();
    }

    @Test
    void what_is_unknown_or_not_available_proposes_nothing() {
        assertThat(complete(BRIEF, "none", "", Map.of())).isEqualTo(Proposals.NONE);
        assertThat(complete(new Reference.ToPrompt("none"), "namespace", "", Map.of())).isEqualTo(Proposals.NONE);
        assertThat(complete(new Reference.ToResource("none"), "namespace", "", Map.of())).isEqualTo(Proposals.NONE);
        CompletionProvider closed = new MemoryCompletions(new MemoryConnection(() -> {
            throw Refusal.conflict("The file is newer than this Mimo.", "Update Mimo.");
        }, mimo::operations, () -> Namespace.DEFAULT, () -> Trust.MODEL, Clock.systemUTC()));
        assertThat(closed.complete(BRIEF, "namespace", "", Map.of())).isEqualTo(Proposals.NONE);
    }

    private Proposals complete(Reference of, String argument, String typed, Map<String, String> others) {
        return completions.complete(of, argument, typed, others);
    }

    private void remember(String namespace, String content, String tag) {
        ObjectNode request = Json.object().put("namespace", namespace).put("content", content);
        request.putArray("tags").add(tag);
        ids.add(mimo.call(MemoryOperations::remember, request).path("receipt").path("id").stringValue());
    }

    private Filled get(String name, Map<String, String> arguments) throws InterruptedException {
        return Objects.requireNonNull(prompts.find(name)).get().get(arguments, CallContext.NONE);
    }

    private static String text(Filled filled) {
        return filled.messages().stream().map(message -> ((Content.Text) message.content()).text())
                .collect(Collectors.joining("\n"));
    }
}
