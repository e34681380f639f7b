package dev.mimo.door.cli.facts;

import dev.mimo.call.OperationClient.FileBody;
import dev.mimo.door.cli.CliBackend.Rooms;
import dev.mimo.door.cli.Terminal;
import dev.mimo.door.cli.memory.MemoryVerb;
import dev.mimo.door.cli.memory.OperationRunner;
import dev.mimo.door.cli.memory.ReceiptLines;
import dev.mimo.facts.FactSettings;
import dev.mimo.facts.operation.FactTransfer;
import dev.mimo.facts.operation.FactTransfer.FactImport;
import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/// `facts import` and `facts export`.
record FactFileActions(OperationRunner runner, Terminal terminal) {
    private static final FactTransfer FILES = FactTransfer.within(FactSettings.defaults());

    MemoryVerb importVerb() {
        return new MemoryVerb("import", this::importFile, "Import a file of facts, all or none.")
                .parameterAt(0, "FILE", "file", "A line of JSON each, as 'facts export' prints them.")
                .text("--format", "jsonl", "format", "jsonl.");
    }

    MemoryVerb exportVerb() {
        return new MemoryVerb("export", this::export, "Print every fact that is known, a line of JSON each.")
                .text("--format", "jsonl", "format", "jsonl.");
    }

    private void importFile(MemoryVerb verb, ObjectNode request) throws IOException {
        String file = request.path("file").asString();
        request.remove("file");
        try (Rooms rooms = runner.open(verb.flags()); InputStream in = Files.newInputStream(Path.of(file))) {
            FactImport imported = rooms.calls().upload(FILES.importFile(), FILES.importFile().request().read(request),
                    new FileBody(in, ""));
            if (verb.json()) {
                terminal.printJson(FILES.importFile().answer().write(imported));
            } else {
                terminal.out().println(imported.read() + " read, " + imported.stored() + " stored");
                new ReceiptLines(terminal, verb.inHint()).print(imported.receipt());
            }
        } catch (NoSuchFileException | InvalidPathException _) {
            throw Refusal.notFound("There is no file " + Refusal.quotable(file) + ".", "Name one that is there.");
        }
    }

    private void export(MemoryVerb verb, ObjectNode request) {
        try (Rooms rooms = runner.open(verb.flags())) {
            rooms.calls().feed(FILES.export(), FILES.export().request().read(request),
                    fact -> terminal.out().println(Json.text(FILES.export().line().write(fact))));
        }
    }
}
