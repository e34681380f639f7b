package dev.mimo.mcp.model;

import dev.mimo.mcp.McpLimits;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Proposes values while a user types an argument of a prompt or of a resource's address. Safe for many threads.
@FunctionalInterface
public interface CompletionProvider {
    /// @param typed so far; may be empty
    /// @param others the values of the other arguments, as far as they are known
    /// @return best first; empty when nothing is known of the argument
    Proposals complete(Reference of, String argument, String typed, Map<String, String> others);

    /// What the argument belongs to.
    sealed interface Reference {
        record ToPrompt(String name) implements Reference {}

        record ToResource(String uriTemplate) implements Reference {}
    }

    /// @param values at most `McpLimits.PROPOSALS_MAX`
    /// @param total how many there are; absent when not known
    record Proposals(List<String> values, @Nullable Integer total, boolean more) {
        public static final Proposals NONE = new Proposals(List.of(), 0, false);

        public Proposals {
            values = List.copyOf(values);
            if (values.size() > McpLimits.PROPOSALS_MAX) {
                throw new IllegalArgumentException("more than " + McpLimits.PROPOSALS_MAX + " proposals");
            }
        }
    }
}
