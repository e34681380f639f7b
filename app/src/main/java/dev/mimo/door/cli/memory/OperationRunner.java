package dev.mimo.door.cli.memory;

import dev.mimo.attach.RemoteClient;
import dev.mimo.attach.RunningServer;
import dev.mimo.attach.ServerFile;
import dev.mimo.call.Operation.Call;
import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.CliBackend.Rooms;
import dev.mimo.door.cli.SettingOverrides;
import dev.mimo.door.cli.Terminal;
import dev.mimo.facts.operation.FactOperations;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.refusal.Refusal;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Where a verb hands in its request: at the server that runs on the same data, or else at rooms opened here.
public record OperationRunner(CliBackend program, Terminal terminal) {

    /// The caller closes them.
    public Rooms open(SettingOverrides flags) {
        return RunningServer.find(program.home(flags)) instanceof RunningServer.Found(var file)
                ? attached(file, flags)
                : program.open(flags);
    }

    /// A server has read its settings when it started; an answer by others than were asked for would mislead. Its
    /// bounds are its own too, so none are set here.
    private Rooms attached(ServerFile server, SettingOverrides flags) {
        program.check(flags);
        if (!flags.settings().isEmpty()) {
            throw Refusal.invalid("--set", "has no effect on the server that runs at " + server.address()
                    + ", which has its own settings", "Leave --set out, or start that server again with it.");
        }
        return new Rooms(new RemoteClient(server), MemoryOperations.unbounded(), FactOperations.unbounded(),
                false);
    }

    /// The same, of facts.
    public <Q, A> void ask(MemoryVerb verb, Function<FactOperations, Call<Q, A>> which,
            ObjectNode request, Consumer<A> forPeople) {
        try (Rooms rooms = open(verb.flags())) {
            call(rooms, verb, which.apply(rooms.facts()), request, forPeople);
        }
    }

    /// Reads the request as every door does, calls, and prints the answer as JSON or for people.
    <Q, A> void run(MemoryVerb verb, Function<MemoryOperations, Call<Q, A>> which, ObjectNode request,
            Consumer<A> forPeople) {
        try (Rooms rooms = open(verb.flags())) {
            call(rooms, verb, which.apply(rooms.memory()), request, forPeople);
        }
    }

    public <Q, A> void call(Rooms rooms, MemoryVerb verb, Call<Q, A> operation, ObjectNode request,
            Consumer<A> forPeople) {
        WholeId.complete(rooms, request);
        A answer = rooms.calls().call(operation, operation.request().read(request));
        if (verb.json()) {
            terminal.printJson(operation.answer().write(answer));
        } else {
            forPeople.accept(answer);
        }
    }
}
