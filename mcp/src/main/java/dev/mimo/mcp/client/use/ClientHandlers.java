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

/// What a client does when its server asks or tells: unless it is overridden, nothing. The same handlers serve both
/// eras. Each is called on a thread that may wait; an `RpcException` refuses the question, an interrupt means that the
/// server no longer wants the answer.
public interface ClientHandlers {
    /// Declines forms and visits, refuses samples, has no folders, and listens to nothing.
    ClientHandlers NONE = new ClientHandlers() {
    };

    /// @return fields that it leaves out and that have a default get that
    default InputResponse.Elicited fill(InputRequest.Form form) throws InterruptedException {
        return new InputResponse.Elicited(InputResponse.Action.DECLINE, Json.object());
    }

    /// Asks for consent to open the page; opening it is up to the handler. Never without the user's will.
    default InputResponse.Elicited visit(InputRequest.Visit visit) throws InterruptedException {
        return new InputResponse.Elicited(InputResponse.Action.DECLINE, Json.object());
    }

    default InputResponse.Sampled sample(InputRequest.Sample sample) throws InterruptedException {
        // the specification's own code for a sample that the user did not allow
        throw new RpcException(RpcError.of(-1, "No model is offered here."));
    }

    default List<InputResponse.Root> roots() {
        return List.of();
    }

    /// Lines that come faster than they are taken are dropped beyond a bound.
    default void logged(LogLevel level, @Nullable String logger, JsonNode data) {}

    default void changed(ServerChange change) {}
}
