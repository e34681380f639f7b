package dev.mimo.door.cli.procedures;

import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `procedure`, which groups the verbs about them.
@Command(name = "procedure", description = "Check and draw procedures.", sortOptions = false,
        synopsisSubcommandLabel = "VERB")
public final class ProcedureVerb implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    private ProcedureVerb() {}

    /// picocli's command, with those below it.
    public static CommandLine of(CliBackend program, Terminal terminal) {
        return new CommandLine(new ProcedureVerb())
                .addSubcommand("check", described(new CheckProcedureVerb(program, terminal, false),
                        "Say everything that is wrong with a definition, each with its line."))
                .addSubcommand("diagram", described(new CheckProcedureVerb(program, terminal, true),
                        "Draw a definition as a state diagram in Mermaid."));
    }

    private static CommandLine described(CheckProcedureVerb verb, String description) {
        CommandLine line = new CommandLine(verb);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What to do with a procedure is missing: "
                + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
