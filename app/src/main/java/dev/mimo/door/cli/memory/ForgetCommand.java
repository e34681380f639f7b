package dev.mimo.door.cli.memory;

import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.refusal.Refusal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `forget ID`, or `forget` with a filter.
@Command(name = "forget", sortOptions = false, description = {
        "Delete one memory, or all that a filter holds. Undo brings them back.",
        "By filter, it only shows what would go until --yes is given."})
final class ForgetCommand implements Callable<Integer> {
    private final OperationRunner runner;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The memory to delete.")
    @Nullable
    String id;

    @Mixin
    MemoryOptions options = new MemoryOptions();

    @Mixin
    FilterOptions filter = new FilterOptions();

    @Option(names = {"-y", "--yes"}, description = "Delete what the filter holds.")
    boolean yes;

    ForgetCommand(OperationRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        if (id == null && filter.isEmpty()) {
            throw Refusal.invalid("ID", "is missing, and so is a filter in its place",
                    "Name one memory by its id, or many by --category, --tag, --session, --after or --before.");
        }
        if (id != null && !filter.isEmpty()) {
            throw Refusal.invalid("ID", "and a filter exclude each other", "Give one of them.");
        }
        ObjectNode request = options.request();
        ReceiptLines receipts = new ReceiptLines(runner.terminal(), options);
        if (id != null) {
            request.put("id", id);
            return runner.run(options, MemoryOperations::delete, request, receipts::print);
        }
        filter.addTo(request.putObject("filter"));
        request.put("preview", !yes);
        MemoryLines lines = new MemoryLines(runner.terminal());
        return runner.run(options, MemoryOperations::deleteWhere, request, answer -> {
            if (answer.receipt() == null) {
                lines.printPreview(answer);
            } else {
                receipts.print(answer.receipt());
            }
        });
    }
}
