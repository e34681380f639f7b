package dev.mimo;

import dev.mimo.models.EndpointSettings;
import dev.mimo.models.language.ProviderKind;
import dev.mimo.models.language.ProviderSettings;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// How providers of language models are named.
class LanguageSettingsTest {
    private static final ProviderSettings LOCAL = new ProviderSettings("local", ProviderKind.OLLAMA, null, "qwen3:8b",
            new EndpointSettings.Key("ol-1"));

    @TempDir
    Path home = Path.of("");

    @Test
    void providers_are_read_from_the_file() throws IOException {
        Files.writeString(home.resolve("config.yaml"), """
                models:
                  breaker: {failures: 2, open_for: 5s}
                  providers:
                    - name: local
                      kind: ollama
                      model: "qwen3:8b"
                      api_key: ol-1
                    - {name: other, kind: openai, base_url: "http://127.0.0.1:9/v1", api_key: sk-1}
                """);

        Settings settings = Settings.load(home, Map.of("OPENAI_API_KEY", "sk-2"), Map.of());

        assertThat(settings.models().breaker().failures()).isEqualTo(2);
        assertThat(settings.models().providers()).containsExactly(LOCAL, new ProviderSettings("other",
                ProviderKind.OPENAI, "http://127.0.0.1:9/v1", null, new EndpointSettings.Key("sk-1")));
        assertThat(settings.toString()).doesNotContain("sk-1");
    }

    @Test
    void a_variable_names_them_in_json() {
        Settings settings = Settings.load(home, Map.of("MIMO_MODELS_PROVIDERS",
                "[{\"name\": \"local\", \"kind\": \"ollama\", \"model\": \"qwen3:8b\", \"api_key\": \"ol-1\"}]"),
                Map.of());

        assertThat(settings.models().providers()).containsExactly(LOCAL);
    }

    @Test
    void the_customary_variables_name_them_where_the_settings_do_not() {
        Settings settings = Settings.load(home, Map.of("OLLAMA_HOST", "0.0.0.0", "OPENROUTER_API_KEY", "or-1",
                "ANTHROPIC_API_KEY", "an-1", "OPENAI_API_KEY", "sk-1", "OPENAI_BASE_URL", "http://127.0.0.1:9/v1"),
                Map.of());

        assertThat(settings.models().providers()).extracting(ProviderSettings::name).containsExactly("openai",
                "anthropic", "openrouter", "ollama");
        assertThat(settings.models().providers().getFirst().baseUrl()).isEqualTo("http://127.0.0.1:9/v1");
        assertThat(settings.models().providers().get(1).apiKey()).isEqualTo(new EndpointSettings.Key("an-1"));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0,http://127.0.0.1:11434", "example.org:80,http://example.org:80",
            "https://ollama.example/,https://ollama.example", "127.0.0.1:4,http://127.0.0.1:4",
            "[::],http://127.0.0.1:11434"})
    void ollamas_host_is_read_as_ollama_reads_it(String said, String address) {
        Settings settings = Settings.load(home, Map.of("OLLAMA_HOST", said), Map.of());

        assertThat(settings.models().providers()).extracting(ProviderSettings::baseUrl).isEqualTo(List.of(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense sk-secret", "[1]", "{}", "[{\"name\":\"a\",\"api_key\":\"sk-secret\"}]",
            "[{\"name\":\"a\",\"kind\":\"holo\",\"api_key\":\"sk-secret\"}]",
            "[{\"name\":\"a\",\"kind\":\"openai\",\"api_key\":\"sk-secret with space\"}]",
            "[{\"name\":\"a\",\"kind\":\"openai\",\"key\":\"sk-secret\"}]",
            "[{\"name\":\"a b\",\"kind\":\"openai\",\"api_key\":\"sk-secret\"}]",
            "[{\"name\":\"a\",\"kind\":\"openai\"},{\"name\":\"a\",\"kind\":\"ollama\",\"api_key\":\"sk-secret\"}]",
            "[{\"name\":\"a\",\"kind\":\"openai\",\"base_url\":\"ftp://x\",\"api_key\":\"sk-secret\"}]"})
    void what_is_wrong_is_refused_and_no_secret_told(String providers) {
        assertThatThrownBy(() -> Settings.load(home, Map.of("MIMO_MODELS_PROVIDERS", providers), Map.of()))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal().toString())
                        .contains("models").doesNotContain("sk-secret"));
    }
}
