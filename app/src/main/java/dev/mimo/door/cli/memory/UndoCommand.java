package dev.mimo.door.cli.memory;

import dev.mimo.call.UndoOperation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `undo HANDLE`
@Command(name = "undo", description = "Take a write back; the handle is on its receipt.", sortOptions = false)
final class UndoCommand implements Callable<Integer> {
    private final OperationRunner runner;

    @Parameters(paramLabel = "HANDLE", description = "The undo handle of a receipt.")
    String handle = "";

    @Mixin
    MemoryOptions options = new MemoryOptions();

    UndoCommand(OperationRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        ObjectNode request = options.request().put("handle", handle);
        return runner.run(options, _ -> UndoOperation.undo(), request,
                new ReceiptLines(runner.terminal(), options)::print);
    }
}
