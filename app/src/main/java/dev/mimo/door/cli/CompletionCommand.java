package dev.mimo.door.cli;

import dev.mimo.refusal.Refusal;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `completion`
@Command(name = "completion", description = "Print what a shell needs to complete verbs and options.",
        footer = {"", "bash:  source <(mimo completion bash)", "zsh:   source <(mimo completion zsh)"})
final class CompletionCommand implements Callable<Integer> {
    private final Supplier<CommandLine> commands;
    private final Terminal terminal;

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    String shell = "bash";

    CompletionCommand(Supplier<CommandLine> commands, Terminal terminal) {
        this.commands = commands;
        this.terminal = terminal;
    }

    /// The script is one for both: in zsh it loads what completes as bash does.
    @Override
    public Integer call() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw Refusal.invalid("shell", "is not bash or zsh", "Give one of these.");
        }
        terminal.out().print(AutoComplete.bash("mimo", commands.get()));
        return 0;
    }
}
