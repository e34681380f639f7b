package dev.mimo.door.cli.memory;

import dev.mimo.door.cli.CliBackend.Rooms;
import dev.mimo.door.cli.Terminal;
import dev.mimo.json.Json;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.operation.TransferOperations;
import dev.mimo.memory.transfer.ExportRequest;
import dev.mimo.memory.transfer.export.ExportCodec;
import dev.mimo.memory.transfer.format.MarkdownMemories;
import dev.mimo.refusal.Refusal;
import dev.mimo.tools.VisibleText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `export`
record ExportAction(OperationRunner runner, Terminal terminal) implements MemoryVerb.Action {

    MemoryVerb verb() {
        return new MemoryVerb("export", this,
                "Write every memory of a namespace, with its versions, to standard output.",
                "JSON lines can be imported as they were; Markdown is for reading.")
                .flag("--all", "all", "All namespaces, one after the other.")
                .text("--format", "jsonl|markdown", "format", "jsonl if not given.");
    }

    @Override
    public void run(MemoryVerb verb, ObjectNode typed) {
        boolean markdown = isMarkdown(typed.remove("format"));
        TransferOperations operations = TransferOperations.within(MemorySettings.unbounded());
        ExportRequest request = operations.export().request().read(typed);
        ExportCodec codec = new ExportCodec(MemorySettings.unbounded());
        MarkdownMemories pages = new MarkdownMemories(codec);
        try (Rooms rooms = runner.open(verb.flags())) {
            rooms.calls().feed(operations.export(), request, line -> terminal.out()
                    .print(markdown
                            ? VisibleText.of(pages.text(line))
                            : VisibleText.json(Json.text(codec.write(line))) + "\n"));
        }
    }

    private static boolean isMarkdown(@Nullable JsonNode format) {
        return switch (format == null ? "jsonl" : format.asString()) {
            case "markdown" -> true;
            case "jsonl" -> false;
            default -> throw Refusal.invalid("--format", "must be jsonl or markdown", "Give one of them.");
        };
    }
}
