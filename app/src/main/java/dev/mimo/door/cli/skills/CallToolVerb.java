package dev.mimo.door.cli.skills;

import dev.mimo.door.cli.CommonOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tools call`
@Command(description = "Call a tool of a skill.", sortOptions = false,
        footer = {"", "For example: tools call everything__echo '{\"message\": \"hello\"}'"})
final class CallToolVerb implements Callable<Integer> {
    private final SkillRunner runner;

    @Parameters(index = "0", paramLabel = "NAME", description = "The tool, as `tools find` shows it.")
    String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "JSON", defaultValue = "{}",
            description = "Its arguments, as an object.")
    String arguments = "{}";

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "Print the answer as JSON.")
    boolean json;

    CallToolVerb(SkillRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return new ToolCaller(runner).call(common, name, arguments, json);
    }
}
