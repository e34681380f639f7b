package dev.mimo.door.cli.memory;

import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.Terminal;
import java.util.List;

/// All verbs about memories, in the order in which help shows them.
public final class MemoryVerbs {
    private MemoryVerbs() {}

    /// picocli's commands, each with its options.
    public static List<Object> of(CliBackend program, Terminal terminal) {
        MemoryDesk desk = new MemoryDesk(program, terminal);
        return List.of(new RememberCommand(desk), new RecallCommand(desk), new GetCommand(desk),
                new ListCommand(desk), new EditCommand(desk), new ForgetCommand(desk), new UndoCommand(desk));
    }
}
