package dev.mimo.mcp.server;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.CompletionProvider;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ContentAnnotations;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.PromptProvider;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ResourceProvider;
import dev.mimo.mcp.model.ResourceTemplate;
import dev.mimo.mcp.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Two resources, a template, two prompts (one asks its client) and completions.
final class TestShelf implements ResourceProvider, CompletionProvider {
    static final PromptProvider PROMPTS = new PromptProvider() {
        private final PromptDefinition greeting = new PromptDefinition("greeting", "Greeting", "Greets someone.",
                List.of(new PromptDefinition.Argument("who", "Who", "The one to greet.", true)));
        private final PromptDefinition asking = new PromptDefinition("asking", "Asking", "Asks first.", List.of());

        @Override
        public List<PromptDefinition> list() {
            return List.of(asking, greeting);
        }

        @Override
        public @Nullable Prompt find(String name) {
            return switch (name) {
                case "greeting" -> new Prompt(greeting, (arguments, _) -> filled("Hello " + arguments.get("who")));
                case "asking" -> new Prompt(asking, (_, context) -> {
                    InputResponse answer = context.ask(Map.of("context", new InputRequest.Roots())).get("context");
                    return filled("Asked: " + answer);
                });
                default -> null;
            };
        }
    };

    private static PromptProvider.Filled filled(String text) {
        return new PromptProvider.Filled("Filled in.",
                List.of(new PromptProvider.Message(Role.USER, Content.text(text))));
    }

    @Override
    public Page list(@Nullable String cursor, int limit, CallContext context) {
        ResourceDefinition first = new ResourceDefinition("test://a", "a", "A", "The first.", "text/plain", 5L,
                new ContentAnnotations(List.of(Role.ASSISTANT), 0.5, Instant.EPOCH));
        ResourceDefinition second =
                new ResourceDefinition("test://b", "b", null, null, null, null, ContentAnnotations.NONE);
        return cursor == null ? new Page(List.of(first), "more") : new Page(List.of(second), null);
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(new ResourceTemplate("test://{id}", "any", "Any", "Any of them.", "text/plain"));
    }

    @Override
    public List<ResourceBody> read(String uri, CallContext context) {
        return switch (uri) {
            case "test://a" -> List.of(new ResourceBody.Text(uri, "text/plain", "first"));
            case "test://b" -> List.of(new ResourceBody.Blob(uri, null, new byte[]{1, 2, 3}));
            default -> List.of();
        };
    }

    @Override
    public Duration fresh() {
        return Duration.ofSeconds(7);
    }

    @Override
    public Proposals complete(Reference of, String argument, String typed, Map<String, String> others) {
        return new Proposals(List.of(typed + "n", typed + "m"), 2, false);
    }
}
