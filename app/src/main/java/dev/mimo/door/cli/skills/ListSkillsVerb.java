package dev.mimo.door.cli.skills;

import dev.mimo.door.cli.CommonOptions;
import dev.mimo.json.Json;
import dev.mimo.skills.operation.SkillOperations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `skills list`
@Command(description = "Show all skills, and how each is.", sortOptions = false)
final class ListSkillsVerb implements Callable<Integer> {
    private final SkillRunner runner;
    private final SkillLines lines;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "Print the answer as JSON.")
    boolean json;

    ListSkillsVerb(SkillRunner runner, SkillLines lines) {
        this.runner = runner;
        this.lines = lines;
    }

    @Override
    public Integer call() {
        runner.run(common, SkillOperations.all().list(), Json.object(), json, lines::print);
        return 0;
    }
}
