package dev.mimo.door.cli.skills;

import dev.mimo.call.Operation.Call;
import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.CliBackend.Rooms;
import dev.mimo.door.cli.CommonOptions;
import dev.mimo.door.cli.Terminal;
import dev.mimo.door.cli.memory.OperationRunner;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Where the verbs about skills hand in what they ask.
record SkillRunner(CliBackend program, Terminal terminal) {

    <Q, A> void run(CommonOptions common, Call<Q, A> operation, ObjectNode request, boolean json,
            Consumer<A> forPeople) {
        try (Rooms rooms = new OperationRunner(program, terminal).open(common.flags())) {
            A answer = rooms.calls().call(operation, operation.request().read(request));
            if (json) {
                terminal.printJson(operation.answer().write(answer));
            } else {
                forPeople.accept(answer);
            }
        }
    }

    Path home(CommonOptions common) {
        return program.home(common.flags());
    }
}
