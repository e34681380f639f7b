package dev.mimo.mcp.client.use;

import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.read.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a server says of itself. Names are for people: nothing is decided by them.
///
/// @param revision that is spoken with it
/// @param supported all revisions that it names; in the stateful era the agreed one alone
/// @param name empty when it does not say
/// @param version empty when it does not say
public record ServerFacts(Revision revision, List<String> supported, String name, @Nullable String title,
        String version, ObjectNode capabilities, @Nullable String instructions) {
    public ServerFacts {
        supported = List.copyOf(supported);
    }

    /// Whether it offers this: `tools`, `resources`, `prompts`, `completions`, `logging`.
    public boolean offers(String capability) {
        return capabilities.has(capability);
    }

    /// @param told by the server: `capabilities` and `instructions`
    /// @param identity its `name`, `title` and `version`
    public static ServerFacts of(Revision revision, List<String> supported, ObjectNode told, JsonNode identity) {
        Fields fields = new Fields(told, "description of itself");
        Fields self = new Fields(identity, "identity");
        return new ServerFacts(revision, supported, self.text("name", ""), self.maybeText("title"),
                self.text("version", ""), fields.objectOrEmpty("capabilities"), fields.maybeText("instructions"));
    }
}
