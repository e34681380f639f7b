package dev.mimo.door.cli.memory;

import dev.mimo.memory.operation.MemoryOperations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `get ID`
@Command(name = "get", description = "Show one memory, or all its versions.", sortOptions = false)
final class GetCommand implements Callable<Integer> {
    private final OperationRunner runner;

    @Parameters(paramLabel = "ID", description = "The id from a receipt or a recall.")
    String id = "";

    @Mixin
    MemoryOptions options = new MemoryOptions();

    @Mixin
    KnownAtOption known = new KnownAtOption();

    @Option(names = "--versions", description = "Every version, oldest first.")
    boolean versions;

    GetCommand(OperationRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        ObjectNode request = options.request().put("id", id);
        MemoryLines lines = new MemoryLines(runner.terminal());
        return versions
                ? runner.run(options, MemoryOperations::versions, request, lines::printVersions)
                : runner.run(options, MemoryOperations::get, known.addTo(request), lines::printWhole);
    }
}
