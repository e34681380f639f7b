package dev.mimo.door.cli.memory;

import dev.mimo.call.Operation.Upload;
import dev.mimo.call.OperationClient.FileBody;
import dev.mimo.door.cli.CliBackend.Rooms;
import dev.mimo.door.cli.Terminal;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.operation.TransferOperations;
import dev.mimo.memory.operation.TransferOperations.ImportOrder;
import dev.mimo.memory.transfer.ImportReport;
import dev.mimo.memory.transfer.MarkdownFolder;
import dev.mimo.refusal.Refusal;
import dev.mimo.tools.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// `import FILE`
record ImportAction(OperationRunner runner, Terminal terminal) implements MemoryVerb.Action {
    private static final int SKIPPED_SHOWN = 10;

    MemoryVerb verb() {
        return new MemoryVerb("import", this,
                "Take memories from a file: an export of Mimo, the MCP memory server, mem0, ChatGPT or Claude, or "
                        + "Markdown.",
                "The same file twice adds nothing; one undo handle takes all of it back.")
                .parameter("FILE", "file", "A file, a folder of Markdown, or '-' for standard input.")
                .text("--format", "NAME", "format",
                        "mimo, mcp-memory, mem0, chatgpt, claude or markdown; looked at if not given.")
                .flag("--dry-run", "dry_run", "Only say what would come.");
    }

    @Override
    public void run(MemoryVerb verb, ObjectNode typed) throws IOException {
        String file = typed.remove("file").asString();
        boolean dryRun = typed.has("dry_run");
        Upload<ImportOrder, ImportReport> operation =
                TransferOperations.within(MemorySettings.unbounded()).importFile();
        ImportOrder order = operation.request().read(typed);
        try (Rooms rooms = runner.open(verb.flags())) {
            Sender sender = (in, mediaType) -> {
                terminal.err().println(dryRun ? "Looking through it …" : "Importing …");
                return rooms.calls().upload(operation, order,
                        new FileBody(in, mediaType, new ProgressLines(terminal.err())::at));
            };
            ImportReport report = file.equals("-") ? sender.send(terminal.in(), "") : send(Path.of(file), sender);
            if (verb.json()) {
                terminal.printJson(operation.answer().write(report));
            } else {
                print(report, dryRun, verb.inHint());
            }
        }
    }

    /// Hands a file in.
    private interface Sender {
        ImportReport send(InputStream in, String mediaType);
    }

    private static ImportReport send(Path path, Sender sender) throws IOException {
        if (Files.isDirectory(path)) {
            return sendFolder(path, sender);
        }
        if (!Files.isReadable(path)) {
            throw Refusal.notFound("There is no file " + path + " that can be read.", "Check the path.");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return sender.send(in, mediaType(path));
        }
    }

    private static ImportReport sendFolder(Path folder, Sender sender) throws IOException {
        Path packed = Files.createTempFile("mimo-folder-", ".zip");
        try {
            try (OutputStream out = Files.newOutputStream(packed)) {
                if (MarkdownFolder.pack(folder, out) == 0) {
                    throw Refusal.notFound("The folder " + folder + " has no Markdown in it.",
                            "Name a folder with files that end in .md, or a file.");
                }
            }
            try (InputStream in = Files.newInputStream(packed)) {
                return sender.send(in, "application/zip");
            }
        } finally {
            Files.deleteIfExists(packed);
        }
    }

    /// By the name; what is in it decides where the name says nothing.
    private static String mediaType(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".md") || name.endsWith(".markdown")) {
            return "text/markdown";
        }
        return name.endsWith(".zip") ? "application/zip" : name.endsWith(".jsonl") ? "application/jsonl" : "";
    }

    private void print(ImportReport report, boolean dryRun, String hint) {
        terminal.out().println(report.format().wireName() + ": " + report.imported()
                + (dryRun ? " would be imported, " : " imported, ") + report.same() + " there already, "
                + report.skipped().size() + " skipped");
        report.leftOut().forEach((what, count) -> terminal.out().println("  left out: " + count + " "
                + VisibleText.line(what)));
        report.skipped().stream().limit(SKIPPED_SHOWN).forEach(each -> terminal.out()
                .println("  skipped " + VisibleText.line(each.where()) + ": it " + VisibleText.line(each.reason())));
        if (report.skipped().size() > SKIPPED_SHOWN) {
            terminal.out().println("  … all of them with --json");
        }
        if (report.undo() != null) {
            terminal.out().println("  undo: " + terminal.command() + " undo " + report.undo() + hint);
        }
    }
}
