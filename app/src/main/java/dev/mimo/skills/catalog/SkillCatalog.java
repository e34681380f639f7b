package dev.mimo.skills.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// All skills of a file. A bad entry takes no other with it.
///
/// @param skills by name, in the order of the file
/// @param problems what could not be understood, each with the entry's name and what to do
public record SkillCatalog(SequencedMap<String, SkillDefinition> skills, List<Problem> problems) {
    public static final SkillCatalog EMPTY = new SkillCatalog(new LinkedHashMap<>(), List.of());

    public SkillCatalog {
        skills = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(skills));
        problems = List.copyOf(problems);
    }

    /// Whether a skill can be called so.
    public static boolean isName(String text) {
        return CatalogReader.isName(text);
    }

    /// @param skill the entry's name as it stands in the file; empty for the file as a whole
    /// @param detail a sentence
    public record Problem(String skill, String detail) {}
}
