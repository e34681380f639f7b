package dev.mimo.door.cli.memory;

import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.Terminal;
import java.util.List;

/// All verbs about memories, in the order in which help shows them.
public final class MemoryVerbs {
    private MemoryVerbs() {}

    /// picocli's commands, each with its options.
    public static List<Object> of(CliBackend program, Terminal terminal) {
        OperationRunner runner = new OperationRunner(program, terminal);
        return List.of(new RememberCommand(runner), new RecallCommand(runner), new GetCommand(runner),
                new ListCommand(runner), new EditCommand(runner), new ForgetCommand(runner), new UndoCommand(runner),
                new ExportCommand(runner), new ImportCommand(runner));
    }
}
