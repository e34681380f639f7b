package dev.mimo.door.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// `serve` and `stdio` as they are usually started, with few options or none, read by hand: picocli takes longer than
/// all else that they do before they answer.
public record QuickStart(CliBackend program, Terminal terminal) {
    private static final Map<String, String> SERVE =
            Map.of("--host", "http.host", "--port", "http.port", "-p", "http.port");

    /// Runs the verb and returns its exit code. Absent, with nothing done, when the line holds anything but known
    /// options with a plain value: picocli reads such a line, and says what is wrong with it.
    public OptionalInt run(String... arguments) {
        return switch (arguments.length == 0 ? "" : arguments[0]) {
            case "serve" -> {
                SettingOverrides flags = flags(SERVE, arguments);
                yield flags == null ? OptionalInt.empty() : run(() -> serve(flags));
            }
            case "stdio" -> {
                SettingOverrides flags = flags(Map.of(), arguments);
                yield flags == null ? OptionalInt.empty() : run(() -> program.stdio(flags));
            }
            default -> OptionalInt.empty();
        };
    }

    /// Serves, and greets once it does.
    void serve(SettingOverrides flags) {
        program.serve(flags, address -> greet(address, flags));
    }

    private void greet(URI address, SettingOverrides flags) {
        terminal.out().println("Mimo " + program.version() + " serves at " + terminal.bold(address.toString())
                + ", data in " + program.home(flags));
        terminal.out().println("  agents:   " + address + "/mcp   (" + terminal.command()
                + " connect prints what to paste)");
        terminal.out().println("  programs: " + address + "/v1/memories, described at " + address + "/docs");
        terminal.out().println("  stop:     Ctrl-C");
        terminal.out().flush();
    }

    private OptionalInt run(Runnable verb) {
        try {
            verb.run();
            return OptionalInt.of(0);
        } catch (RuntimeException e) {
            return OptionalInt.of(ErrorAnswer.print(terminal, e, false));
        }
    }

    /// @param settings the verb's options and the settings they stand for
    private static @Nullable SettingOverrides flags(Map<String, String> settings, String... arguments) {
        Path home = null;
        Map<String, String> said = new HashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            if (value.isBlank() || value.startsWith("-")) {
                return null;
            }
            String setting = settings.get(arguments[i]);
            if (setting != null && !said.containsKey(setting) && isPlain(setting, value)) {
                said.put(setting, value);
            } else if (arguments[i].equals("--home") && home == null) {
                home = Path.of(value);
            } else {
                return null;
            }
        }
        return new SettingOverrides(home, said);
    }

    private static boolean isPlain(String setting, String value) {
        return !setting.equals("http.port") || value.matches("[0-9]{1,5}");
    }
}
