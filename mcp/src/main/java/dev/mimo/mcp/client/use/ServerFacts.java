package dev.mimo.mcp.client.use;

import dev.mimo.mcp.Revision;
import dev.mimo.mcp.codec.FieldReader;
import dev.mimo.mcp.codec.ImplementationCodec;
import dev.mimo.mcp.model.Implementation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a server says of itself. Names are for people: nothing is decided by them.
///
/// @param revision that is spoken with it
/// @param supported all revisions that it names; in the stateful era the agreed one alone
public record ServerFacts(Revision revision, List<String> supported, Implementation self, ObjectNode capabilities,
        @Nullable String instructions) {
    public ServerFacts {
        supported = List.copyOf(supported);
    }

    /// Empty when it does not say.
    public String name() {
        return self.name();
    }

    /// Whether it offers this: `tools`, `resources`, `prompts`, `completions`, `logging`.
    public boolean offers(String capability) {
        return capabilities.hasNonNull(capability);
    }

    /// @param told by the server: `capabilities` and `instructions`
    /// @param identity who it says that it is
    public static ServerFacts of(Revision revision, List<String> supported, ObjectNode told, JsonNode identity) {
        FieldReader fields = new FieldReader(told, "description of itself");
        return new ServerFacts(revision, supported, ImplementationCodec.read(new FieldReader(identity, "identity")),
                fields.objectOrEmpty("capabilities"), fields.maybeText("instructions"));
    }
}
