package dev.mimo.door.cli;

import dev.mimo.file.AtomicFile;
import dev.mimo.refusal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// The configuration of an agent, in which Mimo's entry is put, changed or taken out. All else that it says stays; the
/// file as it was before Mimo first touched it is kept beside it. What could not be kept is not changed.
///
/// @param section the name of its list of servers
/// @param toml whether it is TOML; otherwise it is JSON
record AgentConfigFile(Path file, String section, boolean toml) {
    private static final String NAME = "mimo";
    private static final String KEPT = ".before-mimo";

    /// @return whether the file says something else now
    boolean put(ObjectNode entry) {
        String before = read();
        String after = toml ? withTable(withoutTable(before), entry) : withEntry(before, entry);
        if (!entry.equals(entry(after))) {
            throw notUnderstood("its servers are not where they usually are");
        }
        return write(before, after);
    }

    /// @return whether there was an entry
    boolean remove() {
        String before = read();
        return write(before, toml ? withoutTable(before) : withEntry(before, null));
    }

    private String read() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private boolean write(String before, String after) {
        if (after.equals(before)) {
            return false;
        }
        try {
            // some people keep these files elsewhere, with a link here
            Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Files.createDirectories(real.resolveSibling("."));
            Path kept = real.resolveSibling(real.getFileName() + KEPT);
            if (Files.exists(real) && !Files.exists(kept)) {
                Files.copy(real, kept, StandardCopyOption.COPY_ATTRIBUTES);
            }
            AtomicFile.write(real, after, AtomicFile.Option.OWNER_ONLY, AtomicFile.Option.FORCED);
            return true;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private JsonNode entry(String text) {
        return tree(text).path(section).path(NAME);
    }

    private JsonNode tree(String text) {
        try {
            return toml ? new TomlMapper().readTree(text) : JsonMapper.shared().readTree(text.isBlank() ? "{}" : text);
        } catch (JacksonException e) {
            throw notUnderstood(e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    /// @param entry absent to take it out
    private String withEntry(String text, @Nullable ObjectNode entry) {
        if (!(tree(text) instanceof ObjectNode root)) {
            throw notUnderstood("it is no object");
        }
        if (entry == null) {
            if (!root.path(section).has(NAME)) {
                return text;
            }
            ((ObjectNode) root.path(section)).remove(NAME);
        } else {
            root.withObjectProperty(section).set(NAME, entry);
        }
        return root.toPrettyString() + "\n";
    }

    /// TOML is edited as text, so that comments stay.
    private String withTable(String text, ObjectNode entry) {
        String before = text.stripTrailing();
        return before + (before.isEmpty() ? "" : "\n\n") + table(section, entry) + "\n";
    }

    /// Mimo's entry of a section in TOML, whose basic strings and arrays are written as JSON's.
    static String table(String section, ObjectNode entry) {
        return "[" + section + "." + NAME + "]" + entry.properties().stream()
                .map(field -> "\n" + field.getKey() + " = " + field.getValue()).collect(Collectors.joining());
    }

    private String withoutTable(String text) {
        List<String> kept = new ArrayList<>();
        boolean own = false;
        for (String line : text.lines().toList()) {
            String plain = line.strip();
            if (plain.startsWith("[")) {
                String header = plain.replaceAll("[\\[\\]\"' ]|#.*", "");
                own = header.equals(section + "." + NAME) || header.startsWith(section + "." + NAME + ".");
            }
            if (!own) {
                kept.add(line);
            }
        }
        String rest = String.join("\n", kept).stripTrailing();
        return rest.isEmpty() ? "" : rest.equals(text.stripTrailing()) ? text : rest + "\n";
    }

    private RuntimeException notUnderstood(String why) {
        return Refusal.conflict("'" + file + "' is not changed, since it cannot be understood: " + why + ".",
                "Comments in JSON would be lost, too: paste what `connect` prints by hand.");
    }

    private RuntimeException unwritable(IOException e) {
        return Refusal.conflict("'" + file + "' cannot be changed: " + e.getMessage() + ".",
                "Look at the rights of the file and its folder.");
    }
}
