package dev.mimo.door.cli.skills;

import dev.mimo.door.cli.CommonOptions;
import dev.mimo.skills.catalog.SkillsFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `skills enable`, `skills disable`
@Command(description = "Offer a skill, or leave it out.", sortOptions = false)
final class SwitchSkillVerb implements Callable<Integer> {
    private final SkillRunner runner;
    private final boolean on;

    @Parameters(paramLabel = "NAME", description = "The skill.")
    String name = "";

    @Mixin
    CommonOptions common = new CommonOptions();

    SwitchSkillVerb(SkillRunner runner, boolean on) {
        this.runner = runner;
        this.on = on;
    }

    @Override
    public Integer call() {
        SkillsFile file = SkillsFile.in(runner.home(common));
        file.change(name, entry -> {
            entry.remove("enabled");
            if (on) {
                entry.remove("disabled");
            } else {
                entry.put("disabled", true);
            }
        });
        runner.terminal().out().println(name + " is " + (on ? "enabled." : "disabled."));
        return 0;
    }
}
