package dev.mimo.tools;

import dev.mimo.call.FieldDescription;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.OperationClient;
import dev.mimo.memory.Trust;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.TimeWords;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.StringNode;

/// The memory as one connection of a client has it. Nothing is asked of it before it is needed.
///
/// @param access to whoever answers
/// @param operations with the bounds of the settings
/// @param namespace of a call that names none
/// @param trust of what is stored, unless it is said to come from elsewhere
public record MemoryConnection(OperationClient.Access access, Supplier<MemoryOperations> operations,
        Supplier<Namespace> namespace, Supplier<Trust> trust, Clock clock) {

    <Q, A> A call(Function<MemoryOperations, Call<Q, A>> which, Q request) throws InterruptedException {
        return access.get().call(which.apply(operations.get()), request);
    }

    /// What words for times mean at this moment.
    Supplier<TimeWords> times() {
        return () -> TimeWords.of(clock);
    }

    /// The field of a tool that names the namespace.
    FieldDescription ownNamespace(FieldDescription field) {
        return field.saying("Whose memory: a user, an agent or a project. Leave out for this connection's own.")
                .defaulting(StringNode.valueOf(namespace.get().value()));
    }
}
