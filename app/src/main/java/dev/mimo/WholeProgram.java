package dev.mimo;

import dev.mimo.door.cli.Check;
import dev.mimo.door.cli.Flags;
import dev.mimo.door.cli.Program;
import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What the command line asks of Mimo: reads the settings, then opens only the rooms that the verb needs.
///
/// @param environment of the process
record WholeProgram(Map<String, String> environment) implements Program {
    @Override public String version() {
        Package own = WholeProgram.class.getPackage();
        String version = own == null ? null : own.getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override public Path home(Flags flags) {
        return flags.home() == null ? Settings.home(environment) : flags.home().toAbsolutePath();
    }

    @Override public MemoryCalls openMemory(Flags flags) {
        throw missing("The memory", settings(flags));
    }

    @Override public void serve(Flags flags, Consumer<URI> ready) {
        throw missing("The server", settings(flags));
    }

    @Override public void stdio(Flags flags) {
        throw missing("MCP over stdio", settings(flags));
    }

    @Override public List<Check> checks(Flags flags) {
        try {
            Settings settings = settings(flags);
            return List.of(Check.ok("settings", "read for " + settings.home()));
        } catch (RefusedException e) {
            return List.of(Check.bad("settings", e.refusal().detail(), e.refusal().remedy()));
        }
    }

    private Settings settings(Flags flags) {
        return Settings.load(home(flags), environment, flags.settings());
    }

    private static RefusedException missing(String part, Settings settings) {
        return new RefusedException(new Refusal.Unavailable(part + " is not in this build yet ("
                + settings.home() + ").", "Build a version that has it.", Duration.ZERO));
    }
}
