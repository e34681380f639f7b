package dev.mimo.door.cli.memory;

import dev.mimo.attach.RemoteMemoryCalls;
import dev.mimo.attach.RunningServer;
import dev.mimo.door.cli.Flags;
import dev.mimo.door.cli.Program;
import dev.mimo.door.cli.Terminal;
import dev.mimo.memory.wire.MemoryCalls;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Where a verb hands in its request: at the server that runs on the same data, or else at a store opened here.
record MemoryDesk(Program program, Terminal terminal) {
    /// The memory, and whether it is in this process.
    record Opened(MemoryCalls calls, boolean here) implements AutoCloseable {
        @Override
        public void close() {
            calls.close();
        }
    }

    Opened open(MemoryOptions options) {
        Flags flags = options.common.flags();
        return RunningServer.find(program.home(flags)) instanceof RunningServer.Found(var file)
                ? new Opened(new RemoteMemoryCalls(file), false)
                : new Opened(program.openMemory(flags), true);
    }

    /// Calls, and prints the answer as it is or for people.
    int call(MemoryOptions options, Function<MemoryCalls, ObjectNode> call, Consumer<ObjectNode> forPeople) {
        try (Opened opened = open(options)) {
            print(options, call.apply(opened.calls()), forPeople);
            return 0;
        }
    }

    void print(MemoryOptions options, ObjectNode answer, Consumer<ObjectNode> forPeople) {
        if (options.json) {
            terminal.out().println(answer);
        } else {
            forPeople.accept(answer);
        }
    }
}
