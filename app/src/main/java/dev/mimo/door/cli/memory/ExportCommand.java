package dev.mimo.door.cli.memory;

import dev.mimo.door.cli.memory.OperationRunner.Opened;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.operation.TransferOperations;
import dev.mimo.memory.transfer.ExportRequest;
import dev.mimo.memory.transfer.export.ExportCodec;
import dev.mimo.memory.transfer.export.ExportedLine;
import dev.mimo.memory.transfer.format.MarkdownMemories;
import dev.mimo.refusal.Refusal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `export`
@Command(name = "export", sortOptions = false, description = {
        "Write every memory of a namespace, with its versions, to standard output.",
        "JSON lines can be imported as they were; Markdown is for reading."})
final class ExportCommand implements Callable<Integer> {
    private final OperationRunner runner;

    @Mixin
    MemoryOptions options = new MemoryOptions();

    @Option(names = "--all", description = "All namespaces, one after the other.")
    boolean all;

    @Option(names = "--format", paramLabel = "jsonl|markdown", description = "jsonl if not given.")
    String format = "jsonl";

    ExportCommand(OperationRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        boolean markdown = format.equals("markdown");
        if (!markdown && !format.equals("jsonl")) {
            throw Refusal.invalid("--format", "must be jsonl or markdown", "Give one of them.");
        }
        TransferOperations operations = TransferOperations.within(MemorySettings.unbounded());
        ExportRequest request = operations.export().request().read(options.request().put("all", all));
        ExportCodec codec = new ExportCodec(MemorySettings.unbounded());
        MarkdownMemories pages = new MarkdownMemories(codec);
        try (Opened opened = runner.open(options)) {
            opened.calls().feed(operations.export(), request, line -> print(line, markdown, codec, pages));
        }
        return 0;
    }

    private void print(ExportedLine line, boolean markdown, ExportCodec codec, MarkdownMemories pages) {
        if (markdown) {
            runner.terminal().out().print(pages.text(line));
        } else {
            runner.terminal().out().println(codec.write(line));
        }
    }
}
