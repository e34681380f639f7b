package dev.mimo.door.cli.skills;

import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tools`, which groups the verbs about the tools of all skills.
@Command(name = "tools", description = "Find and call tools of other people's MCP servers.", sortOptions = false,
        synopsisSubcommandLabel = "VERB")
public final class ToolsVerb implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    private ToolsVerb() {}

    /// picocli's command, with those below it.
    public static CommandLine of(CliBackend program, Terminal terminal) {
        SkillRunner runner = new SkillRunner(program, terminal);
        return new CommandLine(new ToolsVerb()).addSubcommand("find", new FindToolsVerb(runner))
                .addSubcommand("call", new CallToolVerb(runner));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What to do with tools is missing: "
                + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
