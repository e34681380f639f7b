package dev.mimo.door.cli.skills;

import dev.mimo.door.cli.CommonOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `skills test`
@Command(description = "Call one of a skill's tools.", sortOptions = false,
        footer = {"", "For example: skills test everything echo '{\"message\": \"hello\"}'"})
final class TestSkillVerb implements Callable<Integer> {
    private final SkillRunner runner;

    @Parameters(index = "0", paramLabel = "NAME", description = "The skill.")
    String name = "";

    @Parameters(index = "1", paramLabel = "TOOL", description = "The tool, by its name at the skill.")
    String tool = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "JSON", defaultValue = "{}",
            description = "Its arguments, as an object.")
    String arguments = "{}";

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "Print the answer as JSON.")
    boolean json;

    TestSkillVerb(SkillRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return new ToolCaller(runner).call(common, name + "__" + tool, arguments, json);
    }
}
