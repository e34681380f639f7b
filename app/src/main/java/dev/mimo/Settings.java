package dev.mimo;

import dev.mimo.cortex.ConversationSettings;
import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.mcp.McpSettings;
import dev.mimo.facts.FactSettings;
import dev.mimo.gateway.ExposureSettings;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.recall.RecallSettings;
import dev.mimo.models.EmbeddingSettings;
import dev.mimo.models.language.LanguageSettings;
import dev.mimo.skills.catalog.SkillSettings;
import dev.mimo.storage.StorageSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Everything that can be set, each room's settings under the room's name; `docs/settings.md` lists them all.
///
/// @param home where all data lives; cannot be set in `config.yaml`, which lies in it
public record Settings(Path home, HttpSettings http, StorageSettings storage, EmbeddingSettings embedding,
        MemorySettings memory, RecallSettings recall, FactSettings facts, McpSettings mcp, SkillSettings skills,
        ExposureSettings tools, LanguageSettings models, ConversationSettings doors) {
    /// Variables that other programs read as well, and that name language models.
    private static final List<String> CUSTOMARY = List.of("OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY",
            "OPENROUTER_API_KEY", "OLLAMA_HOST");

    /// What holds when nobody says anything.
    public static Settings defaults(Path home) {
        return new Settings(home, HttpSettings.defaults(), StorageSettings.defaults(), EmbeddingSettings.defaults(),
                MemorySettings.defaults(), RecallSettings.defaults(), FactSettings.defaults(),
                McpSettings.defaults(), SkillSettings.defaults(), ExposureSettings.defaults(),
                LanguageSettings.defaults(), ConversationSettings.defaults());
    }

    /// Where the data is.
    Path database() {
        return home.resolve("mimo.db");
    }

    /// Where the build laid out what runs: `models/`, `native/`.
    static Path dist() {
        String said = System.getProperty("mimo.dist");
        if (said == null) {
            throw new IllegalStateException("mimo.dist is not set; start Mimo with its launcher");
        }
        return Path.of(said);
    }

    /// The home directory: the flag, else `MIMO_HOME`, else `~/.mimo`.
    public static Path home(Map<String, String> environment) {
        String said = environment.get("MIMO_HOME");
        return said == null || said.isBlank()
                ? Path.of(SettingValue.userHome(), ".mimo")
                : SettingValue.path(said).toAbsolutePath();
    }

    /// Defaults < customary variables < `config.yaml` < environment < flags; refuses with `Invalid` and names the key
    /// and its source.
    ///
    /// @param flags by setting key, for instance `http.port`
    public static Settings load(Path home, Map<String, String> environment, Map<String, String> flags) {
        Settings defaults = defaults(home);
        // Agents wait for stdio to start: the usual case, in which nothing is set, loads no reader.
        Settings loaded = SettingsLoader.isNeeded(home, environment, flags)
                ? new SettingsLoader<>(defaults).load(home.resolve("config.yaml"), environment, flags)
                : defaults;
        return CUSTOMARY.stream().anyMatch(environment::containsKey)
                ? loaded.withModels(loaded.models().orCustomary(environment))
                : loaded;
    }

    private Settings withModels(LanguageSettings other) {
        return new Settings(home, http, storage, embedding, memory, recall, facts, mcp, skills, tools, other, doors);
    }
}
