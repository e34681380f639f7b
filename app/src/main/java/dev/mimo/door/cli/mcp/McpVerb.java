package dev.mimo.door.cli.mcp;

import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `mcp`, which groups the verbs about MCP servers.
@Command(name = "mcp", description = "Look at MCP servers.", sortOptions = false, synopsisSubcommandLabel = "VERB")
public final class McpVerb implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    private McpVerb() {}

    /// picocli's command, with those below it.
    public static CommandLine of(CliBackend program, Terminal terminal) {
        // what follows the name of a program is that program's own
        CommandLine inspect = new CommandLine(new InspectCommand(program, terminal)).setStopAtPositional(true);
        return new CommandLine(new McpVerb()).addSubcommand(inspect)
                .addSubcommand(new LogoutCommand(program, terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What to do with MCP servers is missing: inspect, logout.");
    }
}
