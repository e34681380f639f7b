package dev.mimo.door.cli.skills;

import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.Terminal;
import dev.mimo.skills.operation.SkillOperations;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `skills`, which groups the verbs about them.
@Command(name = "skills", description = "Host other people's MCP servers.", sortOptions = false,
        synopsisSubcommandLabel = "VERB")
public final class SkillsVerb implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    private SkillsVerb() {}

    /// picocli's command, with those below it.
    public static CommandLine of(CliBackend program, Terminal terminal) {
        SkillOperations operations = SkillOperations.all();
        SkillRunner runner = new SkillRunner(program, terminal);
        SkillLines lines = new SkillLines(terminal);
        return new CommandLine(new SkillsVerb())
                .addSubcommand("list", new ListSkillsVerb(runner, lines))
                .addSubcommand("add", new AddSkillVerb(runner, lines))
                .addSubcommand("import", new ImportSkillsVerb(runner))
                .addSubcommand("enable", new SwitchSkillVerb(runner, true))
                .addSubcommand("disable", new SwitchSkillVerb(runner, false))
                .addSubcommand("remove", described(new OneSkillVerb<>(runner, operations.remove(), lines::print),
                        "Remove a skill."))
                .addSubcommand("restart", described(new OneSkillVerb<>(runner, operations.restart(), lines::print),
                        "Start a skill anew, also when it has failed too often."))
                .addSubcommand("stop", described(new OneSkillVerb<>(runner, operations.stop(), lines::print),
                        "Stop a skill; the next call starts it again."))
                .addSubcommand("diff", described(new OneSkillVerb<>(runner, operations.diff(), lines::print),
                        "Show how what a skill offers differs from what was approved."))
                .addSubcommand("trust", described(new OneSkillVerb<>(runner, operations.trust(), lines::print),
                        "Approve all tools that a skill offers now."))
                .addSubcommand("logs", new SkillLogsVerb(runner))
                .addSubcommand("test", new TestSkillVerb(runner));
    }

    private static CommandLine described(OneSkillVerb<?> verb, String description) {
        CommandLine line = new CommandLine(verb);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What to do with skills is missing: "
                + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
