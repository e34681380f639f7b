package dev.mimo.skills;

import dev.mimo.gateway.ToolSource;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.McpClientException.TimedOut;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.audit.CallAuditor;
import dev.mimo.skills.catalog.SkillDefinition;
import dev.mimo.skills.catalog.SkillSettings;
import dev.mimo.skills.run.CallRelay;
import dev.mimo.skills.run.SkillPool;
import dev.mimo.skills.trust.ToolPins;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// One skill as the gateway sees it: offers what of its tools is approved, whether it runs or not, and has the pool
/// bring it up for a call.
///
/// @param pins what is approved now
record SkillSource(SkillDefinition skill, Supplier<ToolPins> pins, SkillPool pool, SkillSettings settings,
        CallAuditor auditor) implements ToolSource {
    private static final Duration SOON = Duration.ofSeconds(1);
    /// A skill that says nothing for so long when it is only asked whether it is there hangs.
    private static final CallOptions PING = CallOptions.within(Duration.ofSeconds(5));

    @Override
    public String name() {
        return skill.name();
    }

    @Override
    public List<ToolDefinition> tools() {
        return pins.get().usable().stream().filter(tool -> skill.options().offers(tool.name())).toList();
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments, CallContext context) throws InterruptedException {
        return auditor.audited(new CallAuditor.Call(name(), tool, arguments, context),
                () -> callUsable(tool, arguments, context));
    }

    private ToolResult callUsable(String tool, ObjectNode arguments, CallContext context) throws InterruptedException {
        requireUsable(tool);
        try (SkillPool.Lease lease = pool.lease(skill, context.caller())) {
            // that it was started may have shown that its tools have changed
            requireUsable(tool);
            try (CallRelay.Running _ = lease.enter(context)) {
                return lease.running().client().callTool(tool, arguments, options(context));
            } catch (McpClientException e) {
                if (e.reason() instanceof TimedOut) {
                    endIfHung(lease);
                }
                throw refusal(e);
            }
        }
    }

    private void requireUsable(String tool) {
        ToolPins now = pins.get();
        if (!now.isUsable(tool)) {
            String why = now.held().stream().filter(each -> each.tool().equals(tool)).map(ToolPins.Held::why)
                    .findFirst().orElse("The skill does not offer it any more.");
            throw new RefusedException(new Refusal.Denied(
                    "The tool '" + tool + "' of the skill '" + name() + "' is held back. " + why,
                    "Look at `skills diff " + name() + "`, and approve it with `skills trust " + name() + "`."));
        }
    }

    private CallOptions options(CallContext context) {
        Duration own = skill.options().callTimeout();
        Duration silence = own == null ? settings.callTimeout() : own;
        Duration longest = silence.compareTo(settings.callLongest()) > 0 ? silence : settings.callLongest();
        return new CallOptions(silence, longest, context::progress, null);
    }

    private void endIfHung(SkillPool.Lease lease) throws InterruptedException {
        try {
            lease.running().client().ping(PING);
        } catch (McpClientException _) {
            lease.hung();
        }
    }

    private RefusedException refusal(McpClientException e) {
        String detail = "The skill '" + name() + "' did not answer. " + e.getMessage();
        return new RefusedException(e.reason() instanceof TimedOut
                ? new Refusal.TimedOut(detail, "Try again with less to do, or give the skill longer: 'timeout' in its"
                        + " entry of skills.json.")
                : new Refusal.Unavailable(detail, "Try again; `skills logs " + name() + "` shows what it said.", SOON));
    }
}
