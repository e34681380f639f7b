package dev.mimo.skills.run;

import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.model.LogLevel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Hands what a skill asks and tells to the call that it belongs to. The protocol does not say which that is, so it is
/// done only while one call runs: who is asked for a secret in another's name would answer a stranger. A skill that
/// asks its users things is best declared to have a process for each client.
public final class CallRelay implements ClientHandlers {
    private static final String KEY = "skill";

    private final CopyOnWriteArrayList<CallContext> calls = new CopyOnWriteArrayList<>();

    /// From here on this call may be asked, until it is closed.
    Running enter(CallContext call) {
        calls.add(call);
        return () -> calls.remove(call);
    }

    /// A call that may be asked.
    @FunctionalInterface
    public interface Running extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public InputResponse.Elicited fill(InputRequest.Form form) throws InterruptedException {
        return (InputResponse.Elicited) ask(form);
    }

    @Override
    public InputResponse.Elicited visit(InputRequest.Visit visit) throws InterruptedException {
        return (InputResponse.Elicited) ask(visit);
    }

    @Override
    public InputResponse.Sampled sample(InputRequest.Sample sample) throws InterruptedException {
        return (InputResponse.Sampled) ask(sample);
    }

    @Override
    public List<InputResponse.Root> roots() {
        return List.of();
    }

    @Override
    public void logged(LogLevel level, @Nullable String logger, JsonNode data) {
        CallContext call = only();
        if (call != null) {
            call.log(level, logger == null ? KEY : logger, data);
        }
    }

    private InputResponse ask(InputRequest question) throws InterruptedException {
        CallContext call = only();
        if (call == null || !call.canAsk(question.kind())) {
            throw new RpcException(RpcError.of(RpcError.INVALID_PARAMS, call == null
                    ? "It cannot be told whose call this question belongs to."
                    : "The client that called cannot be asked this."));
        }
        InputResponse answer = call.ask(Map.of(KEY, question)).get(KEY);
        if (answer == null) {
            throw new RpcException(RpcError.of(RpcError.INVALID_PARAMS, "The client did not answer."));
        }
        return answer;
    }

    private @Nullable CallContext only() {
        List<CallContext> running = List.copyOf(calls);
        return running.size() == 1 ? running.getFirst() : null;
    }
}
