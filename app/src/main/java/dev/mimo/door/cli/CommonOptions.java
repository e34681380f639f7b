package dev.mimo.door.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that every verb takes.
public final class CommonOptions {
    @Option(names = "--home", paramLabel = "DIR", description = "Use the data in DIR, not in $MIMO_HOME or ~/.mimo.")
    @Nullable
    Path home;

    @Option(names = "--set", paramLabel = "KEY=VALUE",
            description = "Set any key of docs/settings.md for this run; may be given many times.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    /// What they say about the settings.
    public SettingOverrides flags() {
        return new SettingOverrides(home, settings);
    }
}
