package dev.mimo.door.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the command line says about the settings; it weighs more than the environment and `config.yaml`.
///
/// @param home absent when not said
/// @param settings by setting key, for instance `http.port`
public record Flags(@Nullable Path home, Map<String, String> settings) {
    public static final Flags NONE = new Flags(null, Map.of());

    public Flags {
        settings = Map.copyOf(settings);
    }
}
