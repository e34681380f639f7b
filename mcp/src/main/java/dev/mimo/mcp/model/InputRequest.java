package dev.mimo.mcp.model;

import tools.jackson.databind.node.ObjectNode;

/// What a server may ask of the client that called it. The trees are shared: nobody changes them.
public sealed interface InputRequest {
    /// The user is shown a form.
    ///
    /// @param message why it is asked
    /// @param requestedSchema an object of primitive properties, as the protocol restricts it; never asks for secrets
    record Form(String message, ObjectNode requestedSchema) implements InputRequest {}

    /// The user is sent to a page, for what must not pass through the client.
    record Visit(String message, String url) implements InputRequest {}

    /// The client's model continues a conversation.
    ///
    /// @param params of `sampling/createMessage`: `messages`, `maxTokens` and what else the protocol knows
    record Sample(ObjectNode params) implements InputRequest {}

    /// The folders the client works in.
    record Roots() implements InputRequest {}

    default InputKind kind() {
        return switch (this) {
            case Form _ -> InputKind.FORM;
            case Visit _ -> InputKind.VISIT;
            case Sample sample -> sample.params().hasNonNull("tools") ? InputKind.SAMPLE_WITH_TOOLS : InputKind.SAMPLE;
            case Roots _ -> InputKind.ROOTS;
        };
    }
}
