package dev.mimo.skills.audit;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.audit.ToolCallRecord.CallOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Has each call of a skill's tool written down and counted, however it ends.
public final class CallAuditor {
    private final ToolCallLog log;
    private final CallCounter counter;
    private final InstantSource clock;

    public CallAuditor(ToolCallLog log, CallCounter counter, InstantSource clock) {
        this.log = log;
        this.counter = counter;
        this.clock = clock;
    }

    /// Is told of each call that has ended.
    @FunctionalInterface
    public interface CallCounter {
        void ended(String skill, CallOutcome outcome, Duration took);
    }

    /// The call itself.
    @FunctionalInterface
    public interface Work {
        ToolResult run() throws InterruptedException;
    }

    /// Which call it is.
    public record Call(String skill, String tool, ObjectNode arguments, CallContext context) {}

    public ToolResult audited(Call call, Work work) throws InterruptedException {
        Instant at = clock.instant();
        long begun = System.nanoTime();
        CallOutcome outcome = CallOutcome.FAILED;
        String detail = null;
        try {
            ToolResult result = work.run();
            outcome = result.error() ? CallOutcome.TOOL_ERROR : CallOutcome.OK;
            return result;
        } catch (RefusedException e) {
            outcome = outcome(e.refusal());
            detail = e.refusal().detail();
            throw e;
        } catch (InterruptedException e) {
            outcome = CallOutcome.CANCELLED;
            throw e;
        } finally {
            ended(call, at, outcome, Duration.ofNanos(System.nanoTime() - begun), detail);
        }
    }

    private void ended(Call call, Instant at, CallOutcome outcome, Duration took, @Nullable String detail) {
        counter.ended(call.skill(), outcome, took);
        log.add(new ToolCallRecord(ToolCallLog.nextId(), at, call.context().caller(), call.skill(), call.tool(),
                ToolCallRecord.digest(call.arguments()), outcome, took, detail));
    }

    private static CallOutcome outcome(Refusal refusal) {
        if (refusal instanceof Refusal.TimedOut) {
            return CallOutcome.TIMED_OUT;
        }
        return refusal instanceof Refusal.Unavailable ? CallOutcome.FAILED : CallOutcome.REFUSED;
    }
}
