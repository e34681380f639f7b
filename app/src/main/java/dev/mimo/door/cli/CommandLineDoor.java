package dev.mimo.door.cli;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reads the command line, runs its verb and returns the exit code of `docs/cli.md`.
public final class CommandLineDoor {
    private static final int INVALID = 2;
    /// A script must not take half an answer, or none, for a whole one.
    private static final Refusal UNWRITTEN = new Refusal.Unavailable(
            "The answer could not be written to standard output.",
            "Look whether its disk is full, or whoever reads it has ended; what the verb does is done.",
            Duration.ofSeconds(1));

    private final CliBackend program;
    private final Terminal terminal;
    private final List<CommandLine> verbs;

    /// @param verbs besides those of this package, in the order in which help shows them
    public CommandLineDoor(CliBackend program, Terminal terminal, List<CommandLine> verbs) {
        this.program = program;
        this.terminal = terminal;
        this.verbs = verbs;
    }

    public int run(String... arguments) {
        CommandLine commands = commands();
        CommandLine verb = arguments.length == 0 ? null : commands.getSubcommands().get(arguments[0]);
        if (verb != null) {
            List<String> own = List.of(arguments).subList(1, arguments.length);
            verb.setUnmatchedOptionsArePositionalParams(DashedText.isAllThatIsUnknown(verb.getCommandSpec(), own));
        }
        int exit = commands.execute(arguments.length == 0 ? new String[]{"--help"} : arguments);
        return exit == 0 && terminal.out().checkError()
                ? ErrorAnswer.print(terminal, new RefusedException(UNWRITTEN), List.of(arguments).contains("--json"))
                : exit;
    }

    /// Every verb there is, with its options; the docs test walks it.
    public CommandLine commands() {
        CommandLine root = new CommandLine(new RootCommand())
                .addSubcommand(new ServeCommand(program, terminal))
                .addSubcommand(new StdioCommand(program));
        verbs.forEach(root::addSubcommand);
        root.addSubcommand(new DoctorCommand(program, terminal))
                .addSubcommand(new ConnectCommand(program, terminal))
                .addSubcommand(new CompletionCommand(this::commands, terminal))
                .addSubcommand(new BuildCommand())
                .addSubcommand(new BenchCommand())
                .addSubcommand(new CommandLine.HelpCommand());
        root.getCommandSpec().versionProvider(this::versionLines);
        return root
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setColorScheme(new ColorScheme.Builder(CommandLine.Help.defaultColorScheme(
                        terminal.color() ? Ansi.ON : Ansi.OFF)).build())
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, arguments) -> refuse(e, List.of(arguments)))
                .setExecutionExceptionHandler((e, command, _) -> ErrorAnswer.print(terminal, e, asksForJson(command)));
    }

    private String[] versionLines() {
        String version = "mimo " + program.version() + " (Java " + Runtime.version() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ")";
        return switch (BuildState.ofProcess()) {
            case BuildState.Newest() -> new String[]{version};
            case BuildState.BeingMade(String what, Path log) ->
                new String[]{version, "A newer one is on its way (" + what + "); its log: " + log};
            case BuildState.Failed(Path log) ->
                new String[]{version, "The build of the newer sources failed; its log: " + log};
        };
    }

    private int refuse(ParameterException e, List<String> arguments) {
        CommandLine command = e.getCommandLine();
        terminal.err().println(sentence(e));
        if (!command.getCommandSpec().positionalParameters().isEmpty() && mayBeText(command, arguments)) {
            terminal.err().println("Text that begins with a dash goes after '--', and options go before that.");
        }
        if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            terminal.err().println("Run '" + terminal.command() + " help"
                    + (command.getParent() == null ? "" : " " + command.getCommandName()) + "' to see what it takes.");
        }
        return INVALID;
    }

    private static boolean mayBeText(CommandLine command, List<String> arguments) {
        return arguments.stream().anyMatch(DashedText::isText)
                || !DashedText.isAllThatIsUnknown(command.getCommandSpec(), arguments);
    }

    private static String sentence(ParameterException e) {
        String firstLine = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return firstLine.endsWith(".") ? firstLine : firstLine + ".";
    }

    private static boolean asksForJson(CommandLine command) {
        return command.getParseResult() != null && command.getParseResult().hasMatchedOption("--json");
    }
}
