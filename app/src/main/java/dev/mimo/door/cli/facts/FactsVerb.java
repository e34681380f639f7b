package dev.mimo.door.cli.facts;

import dev.mimo.call.Operation.Call;
import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.Terminal;
import dev.mimo.door.cli.memory.MemoryVerb;
import dev.mimo.door.cli.memory.OperationRunner;
import dev.mimo.door.cli.memory.ReceiptLines;
import dev.mimo.facts.operation.FactOperations;
import dev.mimo.terms.Receipt;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `facts`, which groups the verbs about them.
@Command(name = "facts", description = "Teach and ask exact facts.", sortOptions = false,
        synopsisSubcommandLabel = "VERB")
public final class FactsVerb implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    private final OperationRunner runner;
    private final Terminal terminal;
    private final FactLines lines;

    private FactsVerb(OperationRunner runner, Terminal terminal) {
        this.runner = runner;
        this.terminal = terminal;
        this.lines = new FactLines(terminal);
    }

    /// picocli's command, with those below it.
    public static CommandLine of(CliBackend program, Terminal terminal) {
        FactsVerb verbs = new FactsVerb(new OperationRunner(program, terminal), terminal);
        CommandLine facts = new CommandLine(verbs);
        FactFileActions files = new FactFileActions(verbs.runner, terminal);
        List.of(verbs.teach(), verbs.query(), verbs.path(), verbs.around(), verbs.closure(), verbs.explain(),
                verbs.get(),
                verbs.edit(), verbs.retract(), verbs.conflicts(), new RulesAction(verbs.runner, terminal).verb(),
                files.importVerb(), files.exportVerb())
                .forEach(verb -> {
                    CommandLine line = verb.command();
                    facts.addSubcommand(line.getCommandName(), line);
                });
        return facts;
    }

    private MemoryVerb teach() {
        return times(new MemoryVerb("teach", (typed, request) -> write(typed, FactOperations::teach, request),
                "Teach a fact and print its receipt.")
                .parameterAt(0, "SUBJECT", "subject", "What it is about.")
                .parameterAt(1, "PREDICATE", "predicate", "How they relate, like reports_to.")
                .parameterAt(2, "OBJECT", "object", "What it is related to."));
    }

    /// What of a fact may be given or changed.
    private MemoryVerb times(MemoryVerb verb) {
        return verb.text("--source", "TEXT", "source", "Where it comes from.")
                .number("--confidence", "0..1", "confidence", "How sure it is; 1 if not given.")
                .time("--valid-from", "valid_from", terminal.clock(), "Since when it holds.")
                .time("--valid-to", "valid_to", terminal.clock(), "Until when it holds.");
    }

    private MemoryVerb query() {
        return seen(new MemoryVerb("query",
                (typed, request) -> runner.ask(typed, FactOperations::query, stored(request), lines::printRows),
                "Ask what fits: '?x reports_to bob . ?x works_in platform'.")
                .words("CLAUSES", "where", "Clauses of three terms, joined by ' . '; ?name is whatever fits."))
                .flag("--stored", "stored", "Only what was taught, nothing that follows by rules.")
                .whole("-l, --limit", "limit", "At most N rows; 100 if not given.")
                .text("--cursor", "CURSOR", "cursor", "Go on where the page before ended.");
    }

    /// What follows by rules is asked for unless it is left out.
    private static ObjectNode stored(ObjectNode request) {
        return request.remove("stored") == null ? request : request.put("infer", false);
    }

    private MemoryVerb path() {
        return seen(new MemoryVerb("path",
                (typed, request) -> runner.ask(typed, FactOperations::path, request, lines::printPath),
                "Find a shortest way from one thing to another.")
                .parameterAt(0, "FROM", "from", "Where it begins.")
                .parameterAt(1, "TO", "to", "Where it ends."))
                .text("--predicate", "NAME", "predicate", "Only along this one.")
                .whole("--max-depth", "max_depth", "At most N hops.")
                .flag("--infer", "infer", "Also along what follows by rules.");
    }

    private MemoryVerb around() {
        return walk(new MemoryVerb("around", (typed, request) -> {
            if (!request.has("hops")) {
                request.put("hops", 1);
            }
            runner.ask(typed, FactOperations::around, request, lines::printAround);
        }, "Find what is around a thing, nearest first.")).whole("--hops", "hops", "At most N hops; 1 if not given.");
    }

    private MemoryVerb closure() {
        return walk(new MemoryVerb("closure",
                (typed, request) -> runner.ask(typed, FactOperations::around, request.put("hops", 1_000),
                        lines::printAround),
                "Find all that can be reached from a thing."));
    }

    private MemoryVerb walk(MemoryVerb verb) {
        return seen(verb.parameterAt(0, "ENTITY", "entity", "Where to begin.")
                .text("--predicate", "NAME", "predicate", "Only along this one.")
                .text("--direction", "out|in|both", "direction", "Which way; out if not given.")
                .whole("-l, --limit", "limit", "At most N things."));
    }

    private MemoryVerb explain() {
        return seen(new MemoryVerb("explain",
                (typed, request) -> runner.ask(typed, FactOperations::explain, request, lines::printExplanation),
                "Show why a statement holds.")
                .parameterAt(0, "SUBJECT", "subject", "What it is about.")
                .parameterAt(1, "PREDICATE", "predicate", "How they relate.")
                .parameterAt(2, "OBJECT", "object", "What it is related to."));
    }

    private MemoryVerb get() {
        return new MemoryVerb("get", (typed, request) -> runner.ask(typed, FactOperations::get, request, lines::print),
                "Show one fact.")
                .parameterAt(0, "ID", "id", "The id from a receipt or a path.")
                .time("--known-at", "known_at", terminal.clock(), "As Mimo knew it then.");
    }

    private MemoryVerb edit() {
        return times(new MemoryVerb("edit", (typed, request) -> write(typed, FactOperations::update, request),
                "Change how sure a fact is, its source or its times.")
                .parameterAt(0, "ID", "id", "The fact to change."));
    }

    private MemoryVerb retract() {
        return new MemoryVerb("retract", (typed, request) -> write(typed, FactOperations::retract, request),
                "Retract a fact; undo brings it back.")
                .parameterAt(0, "ID", "id", "The fact to retract.");
    }

    private MemoryVerb conflicts() {
        return new MemoryVerb("conflicts",
                (typed, request) -> runner.ask(typed, FactOperations::conflicts, request, lines::printConflicts),
                "List facts that exclude each other.")
                .whole("-l, --limit", "limit", "At most N; 100 if not given.");
    }

    private <Q> void write(MemoryVerb typed,
            Function<FactOperations, Call<Q, Receipt>> which,
            ObjectNode request) {
        runner.ask(typed, which, request, receipt -> new ReceiptLines(terminal, typed.inHint()).print(receipt));
    }

    /// From where is looked.
    private MemoryVerb seen(MemoryVerb verb) {
        return verb.time("--as-of", "as_of", terminal.clock(), "What holds at that time.")
                .time("--known-at", "known_at", terminal.clock(), "As Mimo knew it then.")
                .number("--min-confidence", "0..1", "min_confidence", "Nothing less sure.")
                .text("--source", "TEXT", "source", "Only facts from there.");
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which verb of facts?");
    }
}
