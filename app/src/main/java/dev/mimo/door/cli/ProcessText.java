package dev.mimo.door.cli;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the process was started with, as text. Java decodes it by the locale, and puts U+FFFD wherever that fails; so
/// what may not be what was given is refused, as it would be from standard input.
///
/// @param environment of the process
/// @param encoding what Java decoded all of it with
/// @param raw the file in which Linux has the bytes of the arguments
public record ProcessText(List<String> arguments, Map<String, String> environment, String encoding, Path raw) {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final char LOST = '\ufffd';

    public static ProcessText ofProcess(String... arguments) {
        return new ProcessText(List.of(arguments), System.getenv(),
                Objects.requireNonNullElse(System.getProperty("sun.jnu.encoding"), UTF_8),
                Path.of("/proc/self/cmdline"));
    }

    /// Refuses arguments, and settings from the environment, that are not the text that was given.
    public void check() {
        for (String argument : arguments) {
            if (!isSafe(argument) && !(encoding.equals(UTF_8) && wasGiven())) {
                throw refusal("argument");
            }
        }
        environment.forEach((name, value) -> {
            if (name.startsWith("MIMO_") && !isSafe(value)) {
                throw refusal(name);
            }
        });
    }

    private RefusedException refusal(String field) {
        return encoding.equals(UTF_8)
                ? Refusal.invalid(field, "is not UTF-8", "Convert the input to UTF-8, for instance with iconv.")
                : Refusal.invalid(field, "holds characters that this process's locale (" + encoding + ") cannot tell",
                        "Start Mimo by its script ./mimo, or set LC_ALL=C.UTF-8.");
    }

    private boolean isSafe(String text) {
        return encoding.equals(UTF_8) ? text.indexOf(LOST) < 0 : text.chars().allMatch(unit -> unit < 0x80);
    }

    /// Whether the character that stands for what is lost was given itself.
    private boolean wasGiven() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(raw)));
            return true;
        } catch (IOException _) {
            // not UTF-8, or not Linux
            return false;
        }
    }
}
