package dev.mimo.mcp.client.use;

import dev.mimo.json.Json;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.codec.ImplementationCodec;
import dev.mimo.mcp.model.Implementation;
import dev.mimo.mcp.model.InputKind;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Who this client says that it is, and what it can answer.
///
/// @param asks the questions that its handlers answer
/// @param extensions of the stateless era, by their identifier, with their settings
public record ClientProfile(Implementation self, Set<InputKind> asks, Map<String, ObjectNode> extensions) {

    public ClientProfile {
        asks = Set.copyOf(asks);
        extensions = Map.copyOf(extensions);
    }

    /// Answers no question, and follows tasks.
    public static ClientProfile of(String name, String version) {
        return new ClientProfile(Implementation.of(name, version), Set.of(),
                Map.of(MetaKeys.TASKS_EXTENSION, Json.object()));
    }

    public ClientProfile answering(Set<InputKind> kinds) {
        return new ClientProfile(self, kinds, extensions);
    }

    /// The same client, which says this of itself.
    public ClientProfile named(Implementation other) {
        return new ClientProfile(other, asks, extensions);
    }

    public boolean followsTasks() {
        return extensions.containsKey(MetaKeys.TASKS_EXTENSION);
    }

    /// As the protocol says it.
    public ObjectNode info() {
        return ImplementationCodec.write(self, Revision.NEWEST);
    }

    /// As the protocol says it.
    public ObjectNode capabilities(boolean stateless) {
        ObjectNode capabilities = Json.object();
        if (asks.contains(InputKind.FORM) || asks.contains(InputKind.VISIT)) {
            ObjectNode elicitation = capabilities.putObject("elicitation");
            // without members it means forms alone, and the oldest servers that ask know no members
            if (asks.contains(InputKind.VISIT)) {
                if (asks.contains(InputKind.FORM)) {
                    elicitation.putObject("form");
                }
                elicitation.putObject("url");
            }
        }
        if (asks.contains(InputKind.SAMPLE) || asks.contains(InputKind.SAMPLE_WITH_TOOLS)) {
            ObjectNode sampling = capabilities.putObject("sampling");
            if (asks.contains(InputKind.SAMPLE_WITH_TOOLS)) {
                sampling.putObject("tools");
            }
        }
        if (asks.contains(InputKind.ROOTS)) {
            ObjectNode roots = capabilities.putObject("roots");
            if (!stateless) {
                roots.put("listChanged", true);
            }
        }
        if (stateless && !extensions.isEmpty()) {
            ObjectNode all = capabilities.putObject("extensions");
            extensions.forEach(all::set);
        }
        return capabilities;
    }
}
