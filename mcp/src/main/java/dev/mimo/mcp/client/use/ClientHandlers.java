package dev.mimo.mcp.client.use;

import dev.mimo.json.Json;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.model.LogLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a client does when its server asks or tells. The same handlers serve both eras. Each is called on a thread that
/// may wait; an `RpcException` refuses the question, an interrupt means that the server no longer wants the answer.
public record ClientHandlers(Forms forms, Visits visits, Sampling sampling, RootFolders roots, Logs logs,
        Changes changes) {
    /// The specification's own code for a sample that the user did not allow.
    private static final int USER_REJECTED = -1;

    /// Declines forms and visits, refuses samples, has no folders, and listens to nothing.
    public static final ClientHandlers NONE = new ClientHandlers(
            _ -> declined(), _ -> declined(),
            _ -> {
                throw new RpcException(RpcError.of(USER_REJECTED, "No model is offered here."));
            },
            List::of, (_, _, _) -> {}, _ -> {});

    @FunctionalInterface
    public interface Forms {
        /// @return fields that it leaves out and that have a default get that
        InputResponse.Elicited fill(InputRequest.Form form) throws InterruptedException;
    }

    @FunctionalInterface
    public interface Visits {
        /// Asks for consent to open the page; opening it is up to the handler. Never without the user's will.
        InputResponse.Elicited visit(InputRequest.Visit visit) throws InterruptedException;
    }

    @FunctionalInterface
    public interface Sampling {
        InputResponse.Sampled sample(InputRequest.Sample sample) throws InterruptedException;
    }

    @FunctionalInterface
    public interface RootFolders {
        List<InputResponse.Root> roots();
    }

    @FunctionalInterface
    public interface Logs {
        /// Lines that come faster than they are taken are dropped beyond a bound.
        void logged(LogLevel level, @Nullable String logger, JsonNode data);
    }

    @FunctionalInterface
    public interface Changes {
        void changed(ServerChange change);
    }

    private static InputResponse.Elicited declined() {
        return new InputResponse.Elicited(InputResponse.Action.DECLINE, Json.object());
    }

    public ClientHandlers withForms(Forms other) {
        return new ClientHandlers(other, visits, sampling, roots, logs, changes);
    }

    public ClientHandlers withVisits(Visits other) {
        return new ClientHandlers(forms, other, sampling, roots, logs, changes);
    }

    public ClientHandlers withSampling(Sampling other) {
        return new ClientHandlers(forms, visits, other, roots, logs, changes);
    }

    public ClientHandlers withRoots(RootFolders other) {
        return new ClientHandlers(forms, visits, sampling, other, logs, changes);
    }

    public ClientHandlers withLogs(Logs other) {
        return new ClientHandlers(forms, visits, sampling, roots, other, changes);
    }

    public ClientHandlers withChanges(Changes other) {
        return new ClientHandlers(forms, visits, sampling, roots, logs, other);
    }
}
