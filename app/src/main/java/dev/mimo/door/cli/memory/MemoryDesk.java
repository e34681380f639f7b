package dev.mimo.door.cli.memory;

import dev.mimo.attach.RemoteMemoryCalls;
import dev.mimo.attach.RunningServer;
import dev.mimo.attach.ServerFile;
import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.SettingOverrides;
import dev.mimo.door.cli.Terminal;
import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.refusal.Refusal;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Where a verb hands in its request: at the server that runs on the same data, or else at a store opened here.
record MemoryDesk(CliBackend program, Terminal terminal) {
    /// The memory, and whether it is in this process.
    record Opened(MemoryCalls calls, boolean here) implements AutoCloseable {
        @Override
        public void close() {
            calls.close();
        }
    }

    Opened open(MemoryOptions options) {
        SettingOverrides flags = options.common.flags();
        return RunningServer.find(program.home(flags)) instanceof RunningServer.Found(var file)
                ? attached(file, flags)
                : new Opened(program.openMemory(flags), true);
    }

    /// A server has read its settings when it started; an answer by others than were asked for would mislead.
    private Opened attached(ServerFile server, SettingOverrides flags) {
        program.check(flags);
        if (!flags.settings().isEmpty()) {
            throw Refusal.invalid("--set", "has no effect on the server that runs at " + server.address()
                    + ", which has its own settings", "Leave --set out, or start that server again with it.");
        }
        return new Opened(new RemoteMemoryCalls(server), false);
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
