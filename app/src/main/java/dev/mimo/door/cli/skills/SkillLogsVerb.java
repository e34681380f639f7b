package dev.mimo.door.cli.skills;

import dev.mimo.door.cli.CommonOptions;
import dev.mimo.refusal.Refusal;
import dev.mimo.skills.SkillsRoom;
import dev.mimo.skills.catalog.SkillCatalog;
import dev.mimo.tools.VisibleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skills logs`
@Command(description = "Show what a skill's programs said on standard error.", sortOptions = false)
final class SkillLogsVerb implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(300);

    private final SkillRunner runner;

    @Parameters(paramLabel = "NAME", description = "The skill.")
    String name = "";

    @Option(names = {"-f", "--follow"}, description = "Go on with what it says from now on, until Ctrl-C.")
    boolean follow;

    @Mixin
    CommonOptions common = new CommonOptions();

    SkillLogsVerb(SkillRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!SkillCatalog.isName(name)) {
            throw Refusal.invalid("NAME", "'" + name + "' is no name of a skill", "`skills list` shows the names.");
        }
        Path log = SkillsRoom.log(runner.home(common), name);
        try {
            long shown = print(log, 0);
            while (follow) {
                Thread.sleep(LOOK);
                // it begins anew when it is full
                shown = print(log, Files.exists(log) && Files.size(log) < shown ? 0 : shown);
            }
            return 0;
        } catch (NoSuchFileException _) {
            throw Refusal.notFound("The skill '" + name + "' has said nothing.",
                    "`skills list` shows the names; a skill is started by its first call.");
        } catch (IOException e) {
            throw Refusal.conflict("'" + log + "' cannot be read: " + e.getMessage() + ".",
                    "Look at the rights of the file.");
        }
    }

    /// @return how much was there
    private long print(Path log, long from) throws IOException {
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(from);
            byte[] more = in.readAllBytes();
            new String(more, StandardCharsets.UTF_8).lines().map(VisibleText::line)
                    .forEach(runner.terminal().out()::println);
            return from + more.length;
        }
    }
}
