package dev.mimo.door.cli.memory;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `undo HANDLE`
@Command(name = "undo", description = "Take a write back; the handle is on its receipt.", sortOptions = false)
final class UndoCommand implements Callable<Integer> {
    private final MemoryDesk desk;

    @Parameters(paramLabel = "HANDLE", description = "The undo handle of a receipt.")
    String handle = "";

    @Mixin
    MemoryOptions options = new MemoryOptions();

    UndoCommand(MemoryDesk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        ObjectNode request = options.request().put("handle", handle);
        return desk.call(options, memory -> memory.undo(request),
                new ReceiptLines(desk.terminal(), options)::print);
    }
}
