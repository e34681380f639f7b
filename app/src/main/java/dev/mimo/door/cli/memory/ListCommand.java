package dev.mimo.door.cli.memory;

import dev.mimo.memory.operation.MemoryOperations;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// `list`
@Command(name = "list", description = "List memories, newest first.", sortOptions = false)
final class ListCommand implements Callable<Integer> {
    private final OperationRunner runner;

    @Mixin
    MemoryOptions options = new MemoryOptions();

    @Option(names = "--category", paramLabel = "WORD", description = "Only of this category.")
    @Nullable
    String category;

    @Option(names = {"-t", "--tag"}, paramLabel = "TAG", description = "Only with this tag.")
    @Nullable
    String tag;

    @Option(names = "--session", paramLabel = "ID", description = "Only of this conversation.")
    @Nullable
    String session;

    @Mixin
    WhenOptions when = new WhenOptions();

    @Mixin
    PageOptions page = new PageOptions();

    ListCommand(OperationRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        ObjectNode request = options.request();
        Fields.put(request, "category", category);
        Fields.put(request, "tag", tag);
        Fields.put(request, "session", session);
        when.addTo(request);
        page.addTo(request);
        return runner.run(options, MemoryOperations::list, request, new MemoryLines(runner.terminal())::printList);
    }
}
