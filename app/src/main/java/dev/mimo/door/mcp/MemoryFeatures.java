package dev.mimo.door.mcp;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.CompletionProvider;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.PromptProvider;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.ResourceProvider;
import dev.mimo.mcp.model.ResourceTemplate;
import dev.mimo.memory.MemoryNews;
import dev.mimo.refusal.RefusedException;
import dev.mimo.tools.MemoryCompletions;
import dev.mimo.tools.MemoryConnection;
import dev.mimo.tools.MemoryPrompts;
import dev.mimo.tools.MemoryResources;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Mimo offers besides tools, with refusals said as the protocol's errors. Making it opens nothing.
///
/// @param news of changed memories, for those who subscribe to them
public record MemoryFeatures(ResourceProvider resources, PromptProvider prompts, CompletionProvider completions,
        MemoryNews news) {

    static MemoryFeatures of(MemoryConnection memory, MemoryNews news) {
        return new MemoryFeatures(new RefusingResources(new MemoryResources(memory), news),
                new RefusingPrompts(new MemoryPrompts(memory)), new MemoryCompletions(memory), news);
    }

    private record RefusingResources(ResourceProvider resources, MemoryNews news) implements ResourceProvider {
        @Override
        public Page list(@Nullable String cursor, int limit, CallContext context) throws InterruptedException {
            try {
                return resources.list(cursor, limit, context);
            } catch (RefusedException e) {
                throw Refusals.ofRequest(e.refusal());
            }
        }

        @Override
        public List<ResourceTemplate> templates() {
            return resources.templates();
        }

        @Override
        public List<ResourceBody> read(String uri, CallContext context) throws InterruptedException {
            try {
                return resources.read(uri, context);
            } catch (RefusedException e) {
                throw Refusals.ofRequest(e.refusal());
            }
        }

        @Override
        public Duration fresh() {
            return resources.fresh();
        }

        @Override
        public void watch() throws InterruptedException {
            news.begin();
        }
    }

    private record RefusingPrompts(PromptProvider prompts) implements PromptProvider {
        @Override
        public List<PromptDefinition> list() {
            return prompts.list();
        }

        @Override
        public @Nullable Prompt find(String name) {
            Prompt prompt = prompts.find(name);
            return prompt == null ? null : new Prompt(prompt.definition(), (arguments, context) -> {
                try {
                    return prompt.get().get(arguments, context);
                } catch (RefusedException e) {
                    throw Refusals.ofRequest(e.refusal());
                }
            });
        }
    }
}
