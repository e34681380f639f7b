package dev.mimo.skills.catalog;

import dev.mimo.file.AtomicFile;
import dev.mimo.refusal.Refusal;
import dev.mimo.skills.catalog.SkillCatalog.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// `skills.json`. What its users have written there stays as it is, fields that Mimo does not know included; only
/// comments are lost when Mimo changes an entry, and the file before that is kept beside it.
public final class SkillsFile {
    private static final int BYTES_MAX = 1 << 20;

    private final Path file;

    public SkillsFile(Path file) {
        this.file = file;
    }

    /// That of a home.
    public static SkillsFile in(Path home) {
        return new SkillsFile(home.resolve("skills.json"));
    }

    public Path path() {
        return file;
    }

    /// What the file has now. A file that cannot be read has one problem and no skills.
    public SkillCatalog read() {
        try {
            return CatalogReader.read(text());
        } catch (NoSuchFileException _) {
            return SkillCatalog.EMPTY;
        } catch (IOException e) {
            return broken("It cannot be read: " + e.getMessage() + ".");
        } catch (IllegalArgumentException e) {
            return broken("It cannot be understood: " + e.getMessage() + ".");
        }
    }

    private static SkillCatalog broken(String problem) {
        return new SkillCatalog(new LinkedHashMap<>(), List.of(new Problem("", problem)));
    }

    /// Adds an entry, or replaces the one of that name.
    ///
    /// @throws dev.mimo.refusal.RefusedException when it cannot be understood; nothing is written then
    public void put(String name, ObjectNode entry) {
        try {
            if (!CatalogReader.isName(name)) {
                throw new IllegalArgumentException(
                        "The name '" + name + "' is not made of letters, digits and hyphens.");
            }
            SkillEntryReader.read(name, entry);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("skill", "cannot be understood: " + e.getMessage(),
                    "Correct it; nothing was changed.");
        }
        edit(section -> section.set(key(section, name), entry));
    }

    /// @return whether there was such an entry
    public boolean remove(String name) {
        boolean[] was = new boolean[1];
        edit(section -> was[0] = section.remove(key(section, name)) != null);
        return was[0];
    }

    /// Changes the entry of a skill.
    ///
    /// @throws dev.mimo.refusal.RefusedException when there is none of that name
    public void change(String name, Consumer<ObjectNode> change) {
        edit(section -> {
            if (!(section.path(key(section, name)) instanceof ObjectNode entry)) {
                throw Refusal.notFound("No skill is called '" + name + "'.", "`skills list` shows their names.");
            }
            change.accept(entry);
        });
    }

    /// How the name of a skill is written in the file.
    private static String key(ObjectNode section, String name) {
        return section.propertyNames().stream().filter(key -> CatalogReader.isName(name, key)).findFirst().orElse(name);
    }

    private synchronized void edit(Consumer<ObjectNode> change) {
        try {
            String before = Files.exists(file) ? text() : "";
            ObjectNode root = RelaxedDocument.read(before);
            ObjectNode section = CatalogReader.section(root);
            change.accept(section == null ? root.putObject("mcpServers") : section);
            if (!before.isEmpty()) {
                write(file.resolveSibling(file.getFileName() + ".bak"), before);
            }
            write(file, root.toPrettyString());
        } catch (IOException e) {
            throw Refusal.conflict("'" + file + "' cannot be changed: " + e.getMessage() + ".",
                    "Look at the rights of the file and its folder.");
        } catch (IllegalArgumentException e) {
            throw Refusal.conflict("'" + file + "' cannot be understood: " + e.getMessage() + ".",
                    "Mend the file by hand first, so that nothing in it is lost.");
        }
    }

    private static void write(Path target, String content) throws IOException {
        AtomicFile.write(target, content, AtomicFile.Option.OWNER_ONLY, AtomicFile.Option.FORCED);
    }

    private String text() throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException("it is longer than " + BYTES_MAX + " bytes");
        }
        return Files.readString(file);
    }
}
