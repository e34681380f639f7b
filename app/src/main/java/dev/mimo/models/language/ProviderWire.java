package dev.mimo.models.language;

import dev.mimo.resilience.AttemptFailedException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// How a kind of provider is asked, and how it answers: to and from the inner form.
sealed interface ProviderWire permits OpenAiWire, AnthropicWire, OllamaWire {
    static ProviderWire of(ProviderKind kind) {
        return switch (kind) {
            case OPENAI -> new OpenAiWire();
            case ANTHROPIC -> new AnthropicWire();
            case OLLAMA -> new OllamaWire();
        };
    }

    /// @param base without a slash at its end
    String address(String base);

    /// @param key empty for none
    Map<String, String> headers(String key);

    /// @param chat in the inner form; stays as it is
    /// @throws AttemptFailedException `UNSUITABLE` when this kind cannot be asked that
    ObjectNode request(ObjectNode chat, String model, boolean stream) throws AttemptFailedException;

    /// @throws AttemptFailedException when it is no answer
    ObjectNode answer(ObjectNode raw) throws AttemptFailedException;

    /// Whether a stream comes as server-sent events; otherwise each line is a JSON object.
    boolean hasEvents();

    /// For one stream.
    StreamTranslator translator();

    /// Turns the parts of one stream into chunks of the inner form.
    interface StreamTranslator {
        /// @throws AttemptFailedException when the part tells of a failure
        List<ObjectNode> chunks(ObjectNode part) throws AttemptFailedException;

        /// Whether the answer is complete.
        boolean isComplete();
    }
}
