package dev.mimo.mcp.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a running call may ask of, and tell to, whoever called. Used by the thread that runs the call.
public interface CallContext {
    /// A call that nobody watches and nobody cancels, from a client that can do nothing.
    CallContext NONE = new ClientlessContext();

    /// Whether the caller gave up. The thread that runs the call is interrupted as well.
    boolean isCancelled();

    /// Tells the caller how far the call is, if it asked to be told. What does not exceed the last `done` is dropped.
    ///
    /// @param total in the unit of `done`; absent when not known
    void progress(double done, @Nullable Double total, @Nullable String message);

    /// Sends the caller a log line, if it asked for lines of this level.
    ///
    /// @param logger which part speaks
    void log(LogLevel level, String logger, JsonNode data);

    /// Whether the client said that it can answer such a question.
    boolean canAsk(InputKind kind);

    /// Asks the client, and waits for all answers, for as long as the engine's settings allow.
    ///
    /// In the stateless era the question ends the request: the call unwinds from here, and once the client has the
    /// answers it is **run again from its start**, with every earlier answer at hand. So what comes before a question
    /// must do no harm when done twice, keys must be the same each time, and nothing may catch what this throws.
    ///
    /// @param asks by a key that is unique in the call
    /// @return the answers, by the same keys
    /// @throws dev.mimo.mcp.RpcException when the client did not declare the capability, answered with an error, or
    ///     did not answer in time
    /// @throws InterruptedException when the call was cancelled
    Map<String, InputResponse> ask(Map<String, InputRequest> asks) throws InterruptedException;

    /// Goes on as a task, unless it is one since its beginning, as clients of one revision may ask: the caller gets a
    /// handle at once and the rest of this call runs on behind it, its result kept for the caller to fetch. From here
    /// on a question parks the task instead of unwinding the call.
    ///
    /// @return false when the caller cannot hold a handle; the call then simply goes on, and the caller waits
    /// @throws InterruptedException when the call was cancelled
    boolean becomeTask() throws InterruptedException;

    /// Who calls, in words that stay the same for the same key; empty when there are no keys.
    String caller();
}
