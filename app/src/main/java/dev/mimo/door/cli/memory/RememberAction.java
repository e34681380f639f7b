package dev.mimo.door.cli.memory;

import dev.mimo.door.cli.CliBackend.Rooms;
import dev.mimo.door.cli.Terminal;
import dev.mimo.refusal.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/// `remember TEXT`
record RememberAction(OperationRunner runner, Terminal terminal) implements MemoryVerb.Action {
    /// More than any content may have; what is longer is refused by the memory, with its limit.
    private static final int INPUT_BYTES_MAX = 4 << 20;

    MemoryVerb verb() {
        return new MemoryVerb("remember", this, "Store a memory and print its receipt.")
                .words("TEXT", "content", "What to remember; '-' reads standard input.")
                .texts("-t, --tag", "TAG", "tags", "A tag; may be given many times.")
                .text("--category", "WORD", "category",
                        "fact (if not given), observation, action, plan, episode, or your own word.")
                .number("--importance", "0..1", "importance", "0.5 if not given.")
                .text("--session", "ID", "session", "The conversation it comes from.")
                .text("--speaker", "NAME", "speaker", "Who said it.")
                .text("--source", "TEXT", "source", "Where it comes from: a URL, a file, a tool.")
                .time("--occurred-at", "occurred_at", terminal.clock(),
                        "When it happened, as 2026-05-07T13:00:00Z, 2026-05-07 or yesterday.")
                .text("--key", "KEY", "key", "Your own key; stores at most once for each.")
                .json("--metadata", "metadata", "A JSON object to keep with it.")
                .text("--replaces", "ID", "replaces",
                        "The memory that is no longer true: this becomes its next version.")
                .flag("--force", "force", "Store even what looks like an echo of a recent recall.")
                .flag("--no-wait", "no_wait", "Leave the embedding to the next process with a loaded model.");
    }

    @Override
    public void run(MemoryVerb verb, ObjectNode request) throws IOException {
        boolean waits = request.remove("no_wait") == null;
        if (request.path("content").asString().equals("-")) {
            request.put("content", input());
        }
        try (Rooms rooms = runner.open(verb.flags())) {
            if (rooms.here() && waits) {
                // nobody else may come to embed it, so this process does, before it ends
                request.put("wait", "indexed");
                terminal.err().println("Storing and embedding (--no-wait leaves embedding for later) …");
            }
            runner.call(rooms, verb, rooms.memory().remember(), request,
                    answer -> new ReceiptLines(terminal, verb.inHint()).print(answer.receipt()));
        }
    }

    private String input() throws IOException {
        try {
            byte[] bytes = terminal.in().readNBytes(INPUT_BYTES_MAX);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("content", "is not UTF-8", "Convert the input to UTF-8, for instance with iconv.");
        }
    }
}
