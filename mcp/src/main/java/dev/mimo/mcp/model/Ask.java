package dev.mimo.mcp.model;

import tools.jackson.databind.node.ObjectNode;

/// What a server may ask of the client that called it. The trees are shared: nobody changes them.
public sealed interface Ask {
    /// The user is shown a form.
    ///
    /// @param message why it is asked
    /// @param requestedSchema an object of primitive properties, as the protocol restricts it; never asks for secrets
    record Form(String message, ObjectNode requestedSchema) implements Ask {}

    /// The user is sent to a page, for what must not pass through the client.
    record Visit(String message, String url) implements Ask {}

    /// The client's model continues a conversation.
    ///
    /// @param params of `sampling/createMessage`: `messages`, `maxTokens` and what else the protocol knows
    record Sample(ObjectNode params) implements Ask {}

    /// The folders the client works in.
    record Roots() implements Ask {}

    default AskKind kind() {
        return switch (this) {
            case Form _ -> AskKind.FORM;
            case Visit _ -> AskKind.VISIT;
            case Sample sample -> sample.params().has("tools") ? AskKind.SAMPLE_WITH_TOOLS : AskKind.SAMPLE;
            case Roots _ -> AskKind.ROOTS;
        };
    }
}
