package dev.mimo.door.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the command line says about the settings; it weighs more than the environment and `config.yaml`.
///
/// @param home absent when not said
/// @param settings by setting key, for instance `http.port`
public record SettingOverrides(@Nullable Path home, Map<String, String> settings) {
    public static final SettingOverrides NONE = new SettingOverrides(null, Map.of());

    public SettingOverrides {
        settings = Map.copyOf(settings);
    }
}
