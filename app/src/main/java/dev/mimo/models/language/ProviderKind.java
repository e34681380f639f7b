package dev.mimo.models.language;

/// What a provider speaks.
public enum ProviderKind {
    /// OpenAI's chat completions, which most others speak as well.
    OPENAI("https://api.openai.com/v1", "gpt-4.1-mini"),
    /// Anthropic's messages.
    ANTHROPIC("https://api.anthropic.com", "claude-sonnet-4-5"),
    /// Ollama's chat.
    OLLAMA("http://127.0.0.1:11434", "llama3.2");

    private final String usualAddress;
    private final String usualModel;

    ProviderKind(String usualAddress, String usualModel) {
        this.usualAddress = usualAddress;
        this.usualModel = usualModel;
    }

    String usualAddress() {
        return usualAddress;
    }

    /// Where neither the settings nor a caller names one.
    String usualModel() {
        return usualModel;
    }
}
