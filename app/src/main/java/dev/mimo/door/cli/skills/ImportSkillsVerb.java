package dev.mimo.door.cli.skills;

import dev.mimo.door.cli.CommonOptions;
import dev.mimo.refusal.Refusal;
import dev.mimo.skills.catalog.ForeignCatalog;
import dev.mimo.skills.catalog.SkillsFile;
import dev.mimo.tools.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `skills import`
@Command(description = "Take over the servers of another client.", sortOptions = false)
final class ImportSkillsVerb implements Callable<Integer> {
    private final SkillRunner runner;

    @Parameters(paramLabel = "CLIENT|FILE",
            description = "claude, cursor, vscode, codex, gemini, windsurf, or a file of such a client.")
    String from = "";

    @Option(names = "--dry-run", description = "Only show what would come.")
    boolean dryRun;

    @Mixin
    CommonOptions common = new CommonOptions();

    ImportSkillsVerb(SkillRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        Path file = file();
        Map<String, ObjectNode> entries = read(file);
        SkillsFile own = SkillsFile.in(runner.home(common));
        Set<String> present = own.read().skills().keySet();
        int added = 0;
        for (Map.Entry<String, ObjectNode> entry : entries.entrySet()) {
            boolean known = present.contains(entry.getKey());
            if (!known && !dryRun) {
                own.put(entry.getKey(), entry.getValue());
            }
            added += known ? 0 : 1;
            runner.terminal().out().println(VisibleText.line(entry.getKey())
                    + (known ? ": is there already" : dryRun ? ": would be added" : ": added"));
        }
        runner.terminal().err().println((dryRun ? "Would add " : "Added ") + added + " of " + entries.size()
                + " from " + file + ".");
        return 0;
    }

    private Path file() {
        List<Path> places = ForeignCatalog.places(from.toLowerCase(Locale.ROOT));
        if (places.isEmpty()) {
            return Path.of(from);
        }
        return places.stream().filter(Files::isRegularFile).findFirst().orElseThrow(() -> Refusal.notFound(
                "No configuration of " + from + " is found at " + places.getFirst() + ".",
                "Name its file instead."));
    }

    private static Map<String, ObjectNode> read(Path file) {
        try {
            return ForeignCatalog.entries(Files.readString(file));
        } catch (IOException e) {
            throw Refusal.notFound("'" + file + "' cannot be read.", "Name a client, or a file that is there.");
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(file.toString(), "cannot be understood: " + e.getMessage(),
                    "Look whether it is the configuration of an MCP client.");
        }
    }
}
