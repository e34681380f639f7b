package dev.mimo.models.language;

import dev.mimo.resilience.AttemptFailedException;
import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/// A language model that may fail.
public interface LanguageModel {
    /// @param chat a request in OpenAI's form of chat completions, with messages and perhaps tools
    /// @param model that is to answer
    /// @return a `chat.completion`
    ObjectNode complete(ObjectNode chat, String model, CallTerms terms) throws AttemptFailedException;

    /// The same, handed over as it comes; nothing is tried again once a chunk was handed over.
    ///
    /// @throws IOException when the sink throws it
    void stream(ObjectNode chat, String model, CallTerms terms, ChunkSink sink)
            throws AttemptFailedException, IOException;
}
