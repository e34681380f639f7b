package dev.mimo.door.cli.procedures;

import dev.mimo.call.Operation.Upload;
import dev.mimo.call.OperationClient.FileBody;
import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.CliBackend.Rooms;
import dev.mimo.door.cli.CommonOptions;
import dev.mimo.door.cli.Terminal;
import dev.mimo.door.cli.memory.OperationRunner;
import dev.mimo.procedures.definition.DefinitionProblem;
import dev.mimo.procedures.definition.DefinitionReader.Format;
import dev.mimo.procedures.operation.ProcedureOperations;
import dev.mimo.procedures.operation.ProcedureOperations.CheckReport;
import dev.mimo.procedures.operation.ProcedureOperations.CheckRequest;
import dev.mimo.refusal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says what is wrong with a definition, or draws one that is right.
@Command(sortOptions = false)
final class CheckProcedureVerb implements Callable<Integer> {
    private static final int INVALID = 2;

    private final CliBackend program;
    private final Terminal terminal;
    private final boolean draws;

    @Parameters(paramLabel = "FILE", description = "A definition in YAML or JSON, or '-' for standard input.")
    String file = "";

    @Option(names = "--asl", description = "It is in Amazon States Language.")
    boolean statesLanguage;

    @Option(names = "--name", paramLabel = "NAME", description = "What it is to be called, where it does not say so.")
    @Nullable
    String name;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "Print the answer as JSON.")
    boolean json;

    CheckProcedureVerb(CliBackend program, Terminal terminal, boolean draws) {
        this.program = program;
        this.terminal = terminal;
        this.draws = draws;
    }

    @Override
    public Integer call() throws IOException {
        Upload<CheckRequest, CheckReport> operation = ProcedureOperations.all().check();
        CheckReport report;
        try (InputStream in = opened(); Rooms rooms = new OperationRunner(program, terminal).open(common.flags())) {
            report = rooms.calls().upload(operation,
                    new CheckRequest(statesLanguage ? Format.ASL : Format.OWN, name, draws), new FileBody(in, ""));
        }
        if (json) {
            terminal.printJson(operation.answer().write(report));
        } else {
            print(report);
        }
        return report.valid() ? 0 : INVALID;
    }

    private InputStream opened() throws IOException {
        if (file.equals("-")) {
            return terminal.in();
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw Refusal.notFound("There is no file " + file + " that can be read.", "Check the path.");
        }
        return Files.newInputStream(path);
    }

    private void print(CheckReport report) {
        report.errors().forEach(problem -> terminal.err().println(terminal.red("error") + "   " + line(problem)));
        report.warnings().forEach(problem -> terminal.err().println(terminal.yellow("warning") + " " + line(problem)));
        if (report.diagram() != null) {
            terminal.out().print(report.diagram());
        } else if (report.valid()) {
            terminal.out().println("The definition is valid.");
        }
    }

    private String line(DefinitionProblem problem) {
        return file + ":" + problem.line() + ": " + (problem.path().isEmpty() ? "it" : problem.path()) + " "
                + problem.message() + ".";
    }
}
