package dev.mimo.models.language;

import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/// Takes the chunks of an answer as they come, each a `chat.completion.chunk` of OpenAI's form.
@FunctionalInterface
public interface ChunkSink {
    /// @throws IOException when nobody listens any more
    void chunk(ObjectNode chunk) throws IOException;
}
