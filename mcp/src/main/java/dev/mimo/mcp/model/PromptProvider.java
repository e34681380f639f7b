package dev.mimo.mcp.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The prompts that a server offers. Safe for many threads.
public interface PromptProvider {
    /// All of them, in an order that only changes when they do.
    List<PromptDefinition> list();

    /// Absent when there is none of that name.
    @Nullable
    Prompt find(String name);

    record Prompt(PromptDefinition definition, Get get) {}

    /// Fills a prompt in.
    @FunctionalInterface
    interface Get {
        /// @param arguments at least all required ones
        /// @throws dev.mimo.mcp.RpcException when an argument is at fault
        /// @throws InterruptedException when the call was cancelled
        Filled get(Map<String, String> arguments, CallContext context) throws InterruptedException;
    }

    record Filled(@Nullable String description, List<Message> messages) {
        public Filled {
            messages = List.copyOf(messages);
        }
    }

    record Message(Role role, Content content) {}
}
