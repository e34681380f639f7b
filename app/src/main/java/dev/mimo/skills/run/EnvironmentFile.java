package dev.mimo.skills.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lines `NAME=value`, as many tools keep them in `.env`: comments begin with `#`, values may stand in quotes.
final class EnvironmentFile {
    private static final int BYTES_MAX = 256 << 10;

    private EnvironmentFile() {}

    /// @throws IllegalArgumentException in a sentence, when it cannot be read
    static Map<String, String> read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IllegalArgumentException("The file " + file + " is too long for variables.");
            }
            Map<String, String> values = new LinkedHashMap<>();
            for (String line : Files.readAllLines(file)) {
                String text = line.strip();
                String entry = text.startsWith("export ") ? text.substring("export ".length()) : text;
                int equals = entry.indexOf('=');
                if (equals > 0 && !entry.startsWith("#")) {
                    values.put(entry.substring(0, equals).strip(), unquoted(entry.substring(equals + 1).strip()));
                }
            }
            return values;
        } catch (IOException e) {
            throw new IllegalArgumentException("The file " + file + " cannot be read.", e);
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && "\"'".indexOf(value.charAt(0)) >= 0
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
