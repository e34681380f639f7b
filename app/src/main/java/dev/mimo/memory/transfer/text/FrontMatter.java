package dev.mimo.memory.transfer.text;

import dev.mimo.memory.transfer.text.TextLines.Line;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands between two lines of dashes at the top of a Markdown file: names with a value or a list of values. The
/// part of YAML that people write there.
public final class FrontMatter {
    private static final int LINES_MAX = 1_000;
    private static final String FENCE = "---";

    private final Map<String, List<String>> values;

    private FrontMatter(Map<String, List<String>> values) {
        this.values = values;
    }

    /// Reads it where there is one, and leaves the lines after it.
    public static FrontMatter read(TextLines lines) throws IOException {
        List<Line> read = new ArrayList<>();
        Line first = lines.next();
        if (first == null) {
            return new FrontMatter(Map.of());
        }
        read.add(first);
        if (first.text().stripTrailing().equals(FENCE)) {
            for (Line line = lines.next(); line != null && read.size() < LINES_MAX; line = lines.next()) {
                read.add(line);
                String text = line.text().stripTrailing();
                if (text.equals(FENCE) || text.equals("...")) {
                    return new FrontMatter(parsed(read.subList(1, read.size() - 1)));
                }
            }
        }
        lines.handBack(read);
        return new FrontMatter(Map.of());
    }

    private static Map<String, List<String>> parsed(List<Line> lines) {
        Map<String, List<String>> values = new HashMap<>();
        List<String> open = new ArrayList<>();
        for (Line line : lines) {
            String text = line.text().strip();
            int colon = text.indexOf(':');
            if (text.startsWith("- ")) {
                open.add(unquoted(text.substring(2)));
            } else if (colon > 0 && !Character.isWhitespace(line.text().charAt(0))) {
                open = new ArrayList<>(listed(text.substring(colon + 1).strip()));
                values.put(text.substring(0, colon).strip().toLowerCase(Locale.ROOT), open);
            }
        }
        return values;
    }

    private static List<String> listed(String value) {
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.startsWith("[") || !value.endsWith("]")) {
            return List.of(unquoted(value));
        }
        List<String> values = new ArrayList<>();
        for (String item : value.substring(1, value.length() - 1).split(",", -1)) {
            if (!item.isBlank()) {
                values.add(unquoted(item));
            }
        }
        return values;
    }

    private static String unquoted(String value) {
        String text = value.strip();
        boolean quoted = text.length() > 1 && "\"'".indexOf(text.charAt(0)) >= 0
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /// The first value under the first of the names that has one.
    public @Nullable String value(String... names) {
        for (String name : names) {
            List<String> found = values.getOrDefault(name, List.of());
            if (!found.isEmpty() && !found.getFirst().isBlank()) {
                return found.getFirst();
            }
        }
        return null;
    }

    /// All values under the first of the names that has one; a single value may be a list set apart by commas.
    public List<String> values(String... names) {
        for (String name : names) {
            List<String> found = values.getOrDefault(name, List.of());
            if (!found.isEmpty()) {
                List<String> all = found.size() == 1 ? List.of(found.getFirst().split(",", -1)) : found;
                return all.stream().map(String::strip).map(tag -> tag.startsWith("#") ? tag.substring(1) : tag)
                        .toList();
            }
        }
        return List.of();
    }

    public @Nullable OffsetDateTime time(String... names) {
        String value = value(names);
        return value == null ? null : LooseTime.of(value);
    }
}
