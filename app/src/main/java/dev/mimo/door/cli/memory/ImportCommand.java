package dev.mimo.door.cli.memory;

import dev.mimo.call.OperationClient.FileBody;
import dev.mimo.door.cli.memory.OperationRunner.Opened;
import dev.mimo.json.Json;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.operation.TransferOperations;
import dev.mimo.memory.operation.TransferOperations.ImportOrder;
import dev.mimo.memory.transfer.ImportReport;
import dev.mimo.memory.transfer.MarkdownFolder;
import dev.mimo.refusal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `import FILE`
@Command(name = "import", sortOptions = false, description = {
        "Take memories from a file: an export of Mimo, the MCP memory server, mem0, ChatGPT or Claude, or Markdown.",
        "The same file twice adds nothing; one undo handle takes all of it back."})
final class ImportCommand implements Callable<Integer> {
    private static final int SKIPPED_SHOWN = 10;

    private final OperationRunner runner;

    @Parameters(paramLabel = "FILE", description = "A file, a folder of Markdown, or '-' for standard input.")
    String file = "";

    @Mixin
    MemoryOptions options = new MemoryOptions();

    @Option(names = "--format", paramLabel = "NAME",
            description = "mimo, mcp-memory, mem0, chatgpt, claude or markdown; looked at if not given.")
    @Nullable
    String format;

    @Option(names = "--dry-run", description = "Only say what would come.")
    boolean dryRun;

    ImportCommand(OperationRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        TransferOperations operations = TransferOperations.within(MemorySettings.unbounded());
        ObjectNode given = options.request();
        Fields.put(given, "format", format);
        ImportOrder order = operations.importFile().request().read(Fields.putFlag(given, "dry_run", dryRun));
        try (Opened opened = runner.open(options)) {
            ImportReport report = file.equals("-")
                    ? send(opened, operations, order, runner.terminal().in(), "")
                    : sendFile(opened, operations, order, Path.of(file));
            if (options.json) {
                runner.terminal().out().println(Json.text(operations.importFile().answer().write(report)));
            } else {
                print(report);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return 0;
    }

    private ImportReport sendFile(Opened opened, TransferOperations operations, ImportOrder order, Path path)
            throws IOException {
        if (Files.isDirectory(path)) {
            return sendFolder(opened, operations, order, path);
        }
        if (!Files.isReadable(path)) {
            throw Refusal.notFound("There is no file " + path + " that can be read.", "Check the path.");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return send(opened, operations, order, in, mediaType(path));
        }
    }

    private ImportReport sendFolder(Opened opened, TransferOperations operations, ImportOrder order, Path folder)
            throws IOException {
        Path packed = Files.createTempFile("mimo-folder-", ".zip");
        try {
            try (OutputStream out = Files.newOutputStream(packed)) {
                if (MarkdownFolder.pack(folder, out) == 0) {
                    throw Refusal.notFound("The folder " + folder + " has no Markdown in it.",
                            "Name a folder with files that end in .md, or a file.");
                }
            }
            try (InputStream in = Files.newInputStream(packed)) {
                return send(opened, operations, order, in, "application/zip");
            }
        } finally {
            Files.deleteIfExists(packed);
        }
    }

    private ImportReport send(Opened opened, TransferOperations operations, ImportOrder order, InputStream in,
            String mediaType) {
        runner.terminal().err().println(dryRun ? "Looking through it …" : "Importing …");
        return opened.calls().upload(operations.importFile(), order,
                new FileBody(in, mediaType, new ProgressLines(runner.terminal().err())::at));
    }

    /// By the name; what is in it decides where the name says nothing.
    private static String mediaType(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".md") || name.endsWith(".markdown")) {
            return "text/markdown";
        }
        return name.endsWith(".zip") ? "application/zip" : name.endsWith(".jsonl") ? "application/jsonl" : "";
    }

    private void print(ImportReport report) {
        runner.terminal().out().println(report.format().wireName() + ": " + report.imported()
                + (dryRun ? " would be imported, " : " imported, ") + report.same() + " there already, "
                + report.skipped().size() + " skipped");
        report.leftOut().forEach((what, count) -> runner.terminal().out().println("  left out: " + count + " "
                + PlainText.of(what)));
        report.skipped().stream().limit(SKIPPED_SHOWN).forEach(each -> runner.terminal().out()
                .println("  skipped " + PlainText.of(each.where()) + ": it " + PlainText.of(each.reason())));
        if (report.skipped().size() > SKIPPED_SHOWN) {
            runner.terminal().out().println("  … all of them with --json");
        }
        if (report.undo() != null) {
            runner.terminal().out().println("  undo: " + runner.terminal().command() + " undo " + report.undo()
                    + options.inHint());
        }
    }
}
