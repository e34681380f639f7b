package dev.mimo.door.cli.memory;

import dev.mimo.call.Operation.Call;
import dev.mimo.call.UndoOperation;
import dev.mimo.cortex.AskOperation;
import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.Terminal;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.refusal.Refusal;
import dev.mimo.terms.Receipt;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import tools.jackson.databind.node.ObjectNode;

/// All verbs about memories.
public final class MemoryVerbs {
    private static final List<String> FILTER = List.of("categories", "tags", "sessions", "after", "before");

    private final OperationRunner runner;
    private final Terminal terminal;
    private final MemoryLines lines;

    private MemoryVerbs(OperationRunner runner, Terminal terminal) {
        this.runner = runner;
        this.terminal = terminal;
        this.lines = new MemoryLines(terminal);
    }

    /// picocli's commands, in the order in which help shows them.
    public static List<CommandLine> of(CliBackend program, Terminal terminal) {
        OperationRunner runner = new OperationRunner(program, terminal);
        MemoryVerbs verbs = new MemoryVerbs(runner, terminal);
        return Stream.of(new RememberAction(runner, terminal).verb(), verbs.recall(), verbs.ask(), verbs.get(),
                verbs.list(), verbs.edit(), verbs.forget(), verbs.undo(), verbs.namespaces(),
                verbs.tags(), new ExportAction(runner, terminal).verb(),
                new ImportAction(runner, terminal).verb()).map(MemoryVerb::command).toList();
    }

    private MemoryVerb recall() {
        MemoryVerb verb = new MemoryVerb("recall",
                (typed, request) -> runner.run(typed, MemoryOperations::recall, request,
                        answer -> lines.printRecalled(answer, typed.inHint())),
                "Find memories by meaning and by words.")
                .words("QUERY", "query", "A question or some words.");
        return known(filter(page(verb
                .flag("--explain", "explain", "Show what each signal added to the score.")
                .text("--effort", "low|normal|high", "effort", "low is faster, high somewhat better."))))
                .whole("--max-tokens", "max_tokens", "At most about N tokens of text.")
                .number("--min-score", "0..1", "min_score", "Nothing that scores below; 0 shows all that comes near.");
    }

    private MemoryVerb ask() {
        return new MemoryVerb("ask",
                (typed, request) -> runner.run(typed, _ -> AskOperation.ask(), request,
                        new AnswerLines(terminal)::print),
                "Answer a question from memory, with the memories it rests on.",
                "A language model words the answer where one is set; otherwise it is what is remembered, word for"
                        + " word.")
                .words("QUESTION", "question", "What you want to know.")
                .text("--model", "auto|none|NAME", "model", "Who words the answer.")
                .whole("--max-tokens", "max_tokens", "Answer from at most about N tokens of memories.")
                .flag("--explain", "explain", "Show what was found, and its scores.");
    }

    private MemoryVerb get() {
        return known(new MemoryVerb("get", (typed, request) -> {
            if (request.remove("versions") == null) {
                runner.run(typed, MemoryOperations::get, request, lines::printWhole);
            } else {
                runner.run(typed, MemoryOperations::versions, request, lines::printVersions);
            }
        }, "Show one memory, or all its versions.")
                .parameter("ID", "id", "The id from a receipt or a recall, or its beginning."))
                .flag("--versions", "versions", "Every version, oldest first.")
                .text("--cursor", "CURSOR", "cursor", "With --versions: go on where the page before ended.");
    }

    private MemoryVerb list() {
        return page(when(new MemoryVerb("list",
                (typed, request) -> runner.run(typed, MemoryOperations::list, request, lines::printList),
                "List memories, newest first.")
                .text("--category", "WORD", "category", "Only of this category.")
                .text("-t, --tag", "TAG", "tag", "Only with this tag.")
                .text("--session", "ID", "session", "Only of this conversation.")));
    }

    private MemoryVerb edit() {
        return new MemoryVerb("edit", (typed, request) -> write(typed, MemoryOperations::update, request),
                "Change a memory; the version before stays readable.")
                .parameter("ID", "id", "The memory to change.")
                .text("--content", "TEXT", "content", "The new text.")
                .text("--category", "WORD", "category", "The new category.")
                .number("--importance", "0..1", "importance", "The new importance.")
                .texts("-t, --tag", "TAG", "tags", "The new tags, in place of all old ones.")
                .json("--metadata", "metadata", "The new metadata, in place of the old.")
                .time("--occurred-at", "occurred_at", terminal.clock(), "When it happened.");
    }

    private MemoryVerb forget() {
        return filter(new MemoryVerb("forget", this::forget,
                "Delete one memory, or all that a filter holds. Undo brings them back.",
                "By filter, it only shows what would go until --yes is given.")
                .maybeParameter("ID", "id", "The memory to delete."))
                .flag("-y, --yes", "yes", "Delete what the filter holds.");
    }

    private void forget(MemoryVerb typed, ObjectNode request) {
        boolean preview = request.remove("yes") == null;
        ObjectNode filter = request.deepCopy().retain(FILTER);
        request.remove(FILTER);
        if (request.has("id") && !filter.isEmpty()) {
            throw Refusal.invalid("ID", "and a filter exclude each other", "Give one of them.");
        }
        if (request.has("id")) {
            write(typed, MemoryOperations::delete, request);
            return;
        }
        if (filter.isEmpty()) {
            throw Refusal.invalid("ID", "is missing, and so is a filter in its place",
                    "Name one memory by its id, or many by --category, --tag, --session, --after or --before.");
        }
        request.put("preview", preview).set("filter", filter);
        runner.run(typed, MemoryOperations::deleteWhere, request, answer -> {
            if (answer.receipt() == null) {
                lines.printPreview(answer);
            } else {
                new ReceiptLines(terminal, typed.inHint()).print(answer.receipt());
            }
        });
    }

    private MemoryVerb undo() {
        return new MemoryVerb("undo", (typed, request) -> write(typed, _ -> UndoOperation.undo(), request),
                "Take a write back; the handle is on its receipt.")
                .parameter("HANDLE", "handle", "The undo handle of a receipt.");
    }

    private MemoryVerb namespaces() {
        return names(new MemoryVerb("namespaces", (typed, request) -> names(typed, request.put("of", "namespaces")),
                "List the namespaces there are, in order of name."))
                .text("--after", "NAME", "after", "Only those behind this one.");
    }

    private MemoryVerb tags() {
        return names(new MemoryVerb("tags", (typed, request) -> names(typed, request.put("of", "tags")),
                "List the tags of a namespace, the most frequent first."));
    }

    private static MemoryVerb names(MemoryVerb verb) {
        return verb.text("--prefix", "TEXT", "prefix", "Only those that begin with TEXT.")
                .whole("-l, --limit", "limit", "At most N names; 100 if not given.");
    }

    private void names(MemoryVerb typed, ObjectNode request) {
        runner.run(typed, MemoryOperations::names, request, lines::printNames);
    }

    private <Q> void write(MemoryVerb typed, Function<MemoryOperations, Call<Q, Receipt>> which, ObjectNode request) {
        runner.run(typed, which, request,
                receipt -> new ReceiptLines(terminal, typed.inHint()).print(receipt));
    }

    /// Which memories a verb is about.
    private MemoryVerb filter(MemoryVerb verb) {
        return when(verb
                .texts("--category", "WORD", "categories", "Only of this category; many mean any of them.")
                .texts("-t, --tag", "TAG", "tags", "Only with this tag; many mean any of them.")
                .texts("--session", "ID", "sessions", "Only of this conversation; many mean any of them."));
    }

    private MemoryVerb when(MemoryVerb verb) {
        return verb.time("--after", "after", terminal.clock(), "Only what happened at or after TIME.")
                .time("--before", "before", terminal.clock(), "Only what happened before TIME.");
    }

    private MemoryVerb known(MemoryVerb verb) {
        return verb.time("--known-at", "known_at", terminal.clock(), "As Mimo knew it then.");
    }

    private static MemoryVerb page(MemoryVerb verb) {
        return verb.whole("-l, --limit", "limit", "At most N memories; if not given, 10 of a recall, 50 of a list.")
                .text("--cursor", "CURSOR", "cursor", "Go on where the page before ended.");
    }
}
