package dev.mimo.door.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `stdio` with options that `QuickStart` does not read.
@Command(name = "stdio", sortOptions = false,
        description = "Speak MCP over standard input and output, for an agent that starts Mimo itself.")
final class StdioCommand implements Callable<Integer> {
    private final CliBackend program;

    @Mixin
    CommonOptions common = new CommonOptions();

    StdioCommand(CliBackend program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        program.stdio(common.flags());
        return 0;
    }
}
