package dev.mimo;

import dev.mimo.door.cli.CommandLineDoor;
import dev.mimo.door.cli.ErrorAnswer;
import dev.mimo.door.cli.Flags;
import dev.mimo.door.cli.Program;
import dev.mimo.door.cli.Terminal;
import java.nio.file.Path;
import java.util.Map;

/// Reads the command line and picks a door; the only main.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        end(run(new WholeProgram(System.getenv(), new Ending()), arguments));
    }

    /// Ends the process without shutdown hooks: everything is closed by now, and ONNX Runtime's hook would free what
    /// its own threads may still use.
    static void end(int code) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    private static int run(Program program, String... arguments) {
        // An agent waits for stdio to start, and reading options as richly as the other verbs do doubles that time.
        if (arguments.length == 1 && arguments[0].equals("stdio")) {
            return stdio(program, Flags.NONE);
        }
        if (arguments.length == 3 && arguments[0].equals("stdio") && arguments[1].equals("--home")) {
            return stdio(program, new Flags(Path.of(arguments[2]), Map.of()));
        }
        return new CommandLineDoor(program, Terminal.ofProcess()).run(arguments);
    }

    private static int stdio(Program program, Flags flags) {
        try {
            program.stdio(flags);
            return 0;
        } catch (RuntimeException e) {
            return ErrorAnswer.print(Terminal.ofProcess(), e, false);
        }
    }
}
