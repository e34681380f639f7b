package dev.mimo.models.language;

import dev.mimo.models.EndpointSettings;
import dev.mimo.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The providers that the variables name which other programs read as well.
final class CustomaryProviders {
    private static final String OPENROUTER = "https://openrouter.ai/api/v1";
    private static final String OLLAMA_PORT = ":11434";

    private CustomaryProviders() {}

    /// In the order OpenAI, Anthropic, OpenRouter, Ollama.
    static List<ProviderSettings> of(Map<String, String> environment) {
        List<ProviderSettings> found = new ArrayList<>();
        String openAi = said(environment, "OPENAI_API_KEY");
        String openAiUrl = said(environment, "OPENAI_BASE_URL");
        if (openAi != null || openAiUrl != null) {
            found.add(made("OPENAI_BASE_URL or OPENAI_API_KEY", () -> new ProviderSettings("openai",
                    ProviderKind.OPENAI, openAiUrl, null, key(openAi))));
        }
        String anthropic = said(environment, "ANTHROPIC_API_KEY");
        if (anthropic != null) {
            found.add(made("ANTHROPIC_API_KEY", () -> new ProviderSettings("anthropic", ProviderKind.ANTHROPIC,
                    null, null, key(anthropic))));
        }
        String openRouter = said(environment, "OPENROUTER_API_KEY");
        if (openRouter != null) {
            found.add(made("OPENROUTER_API_KEY", () -> new ProviderSettings("openrouter", ProviderKind.OPENAI,
                    OPENROUTER, null, key(openRouter))));
        }
        String ollama = said(environment, "OLLAMA_HOST");
        if (ollama != null) {
            found.add(made("OLLAMA_HOST", () -> new ProviderSettings("ollama", ProviderKind.OLLAMA, host(ollama),
                    null, null)));
        }
        return found;
    }

    /// As Ollama reads it: the scheme and the port may be missing, and an address to listen on means this machine.
    private static String host(String said) {
        boolean withScheme = said.startsWith("http://") || said.startsWith("https://");
        String rest = withScheme ? said.substring(said.indexOf("//") + 2) : said;
        String plain = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        String here = plain.replaceFirst("^(0\\.0\\.0\\.0|\\[::]|::)", "127.0.0.1");
        boolean complete = withScheme || here.matches(".*:\\d+");
        return (said.startsWith("https://") ? "https://" : "http://") + here + (complete ? "" : OLLAMA_PORT);
    }

    private static ProviderSettings made(String variables, Supplier<ProviderSettings> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(variables, "is refused: " + e.getMessage(), "Correct the variable, or unset it.");
        }
    }

    private static @Nullable String said(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static EndpointSettings.@Nullable Key key(@Nullable String value) {
        return value == null ? null : new EndpointSettings.Key(value);
    }
}
