package dev.mimo.skills.catalog;

import dev.mimo.skills.catalog.SkillCatalog.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A client's configuration as a catalog, whichever client that is.
final class CatalogReader {
    /// Where the well-known clients keep their servers: Claude, Cursor and most others; VS Code; Codex; Zed; OpenCode.
    static final List<String> SECTIONS = List.of("mcpServers", "servers", "mcp_servers", "context_servers", "mcp");

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9]+");
    private static final int NAME_CHARS_MAX = 40;

    private CatalogReader() {}

    /// @throws IllegalArgumentException when the text is no configuration at all
    static SkillCatalog read(String text) {
        ObjectNode root = RelaxedDocument.read(text);
        SequencedMap<String, SkillDefinition> skills = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        ObjectNode section = section(root);
        if (section == null) {
            if (!root.isEmpty()) {
                problems.add(new Problem("", "It has no 'mcpServers'; put the servers there."));
            }
            return new SkillCatalog(skills, problems);
        }
        section.properties().forEach(entry -> add(entry, skills, problems));
        return new SkillCatalog(skills, problems);
    }

    private static void add(Map.Entry<String, JsonNode> entry,
            SequencedMap<String, SkillDefinition> skills, List<Problem> problems) {
        try {
            String name = name(entry.getKey());
            if (skills.containsKey(name)) {
                throw new IllegalArgumentException("Another entry is called '" + name + "' too; rename one of them.");
            }
            skills.put(name, SkillEntryReader.read(name, entry.getValue()));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(entry.getKey(), String.valueOf(e.getMessage())));
        }
    }

    /// The object whose members are servers: some clients keep theirs a level deeper.
    static @Nullable ObjectNode section(ObjectNode root) {
        for (String section : SECTIONS) {
            if (root.path(section) instanceof ObjectNode object) {
                return object.path("servers") instanceof ObjectNode deeper ? deeper : object;
            }
        }
        return null;
    }

    /// A name that can stand before those of tools: what cannot is replaced, so that `GitHub (work)` is `GitHub-work`.
    ///
    /// @throws IllegalArgumentException when nothing is left of it
    static String name(String written) {
        String plain = plain(written);
        if (!isName(plain)) {
            throw new IllegalArgumentException("'" + written + "' is no name for a skill; use 1 to " + NAME_CHARS_MAX
                    + " letters, digits and hyphens.");
        }
        return plain;
    }

    /// Whether nothing of it has to be replaced.
    static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= NAME_CHARS_MAX && plain(text).equals(text);
    }

    static boolean isName(String name, String written) {
        return plain(written).equals(name);
    }

    private static String plain(String written) {
        return NOT_IN_NAMES.matcher(written.strip()).replaceAll("-").replaceAll("^-+|-+$", "");
    }
}
