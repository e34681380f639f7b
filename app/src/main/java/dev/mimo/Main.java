package dev.mimo;

import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.CommandLineDoor;
import dev.mimo.door.cli.QuickStart;
import dev.mimo.door.cli.Terminal;
import java.util.OptionalInt;

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
        OptionalInt exit = new QuickStart(program, terminal).run(arguments);
        return exit.isPresent() ? exit.getAsInt() : new CommandLineDoor(program, terminal).run(arguments);
    }
}
