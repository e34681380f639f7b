package dev.mimo;

import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.CommandLineDoor;
import dev.mimo.door.cli.ErrorAnswer;
import dev.mimo.door.cli.ProcessText;
import dev.mimo.door.cli.QuickStart;
import dev.mimo.door.cli.Terminal;
import dev.mimo.door.cli.facts.FactsVerb;
import dev.mimo.door.cli.mcp.McpVerb;
import dev.mimo.door.cli.memory.MemoryVerbs;
import dev.mimo.door.cli.procedures.ProcedureVerb;
import dev.mimo.door.cli.skills.SkillsVerb;
import dev.mimo.door.cli.skills.ToolsVerb;
import dev.mimo.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine;

/// Reads the command line and picks a door; the only main.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        end(run(new WholeProgram(System.getenv(), new SignalShutdown()), arguments));
    }

    /// Ends the process without shutdown hooks: everything is closed by now, and ONNX Runtime's hook would free what
    /// its own threads may still use.
    static void end(int code) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    private static int run(CliBackend program, String... arguments) {
        Terminal terminal = Terminal.ofProcess();
        try {
            ProcessText.ofProcess(arguments).check();
        } catch (RefusedException e) {
            return ErrorAnswer.print(terminal, e, List.of(arguments).contains("--json"));
        }
        OptionalInt exit = new QuickStart(program, terminal).run(arguments);
        return exit.isPresent() ? exit.getAsInt() : commandLine(program, terminal).run(arguments);
    }

    /// The door with every verb there is.
    public static CommandLineDoor commandLine(CliBackend program, Terminal terminal) {
        List<CommandLine> verbs = new ArrayList<>(MemoryVerbs.of(program, terminal));
        verbs.add(FactsVerb.of(program, terminal));
        verbs.add(SkillsVerb.of(program, terminal));
        verbs.add(ToolsVerb.of(program, terminal));
        verbs.add(ProcedureVerb.of(program, terminal));
        verbs.add(McpVerb.of(program, terminal));
        return new CommandLineDoor(program, terminal, verbs);
    }
}
