package dev.mimo.door.cli.memory;

import dev.mimo.memory.operation.MemoryOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `edit ID`
@Command(name = "edit", description = "Change a memory; the version before stays readable.", sortOptions = false)
final class EditCommand implements Callable<Integer> {
    private final OperationRunner runner;

    @Parameters(paramLabel = "ID", description = "The memory to change.")
    String id = "";

    @Mixin
    MemoryOptions options = new MemoryOptions();

    @Option(names = "--content", paramLabel = "TEXT", description = "The new text.")
    @Nullable
    String content;

    @Option(names = "--category", paramLabel = "WORD", description = "The new category.")
    @Nullable
    String category;

    @Option(names = "--importance", paramLabel = "0..1", description = "The new importance.")
    @Nullable
    Double importance;

    @Option(names = {"-t", "--tag"}, paramLabel = "TAG", description = "The new tags, in place of all old ones.")
    List<String> tags = new ArrayList<>();

    @Option(names = "--metadata", paramLabel = "JSON", description = "The new metadata, in place of the old.")
    @Nullable
    String metadata;

    @Option(names = "--occurred-at", paramLabel = "TIME", description = "When it happened.")
    @Nullable
    String occurredAt;

    EditCommand(OperationRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        ObjectNode request = options.request().put("id", id);
        Fields.put(request, "content", content);
        Fields.put(request, "category", category);
        Fields.put(request, "importance", importance);
        Fields.put(request, "tags", tags);
        Fields.putJson(request, "metadata", metadata);
        Fields.put(request, "occurred_at", occurredAt);
        return runner.run(options, MemoryOperations::update, request,
                new ReceiptLines(runner.terminal(), options)::print);
    }
}
