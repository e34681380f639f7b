package dev.mimo.skills.operation;

import dev.mimo.call.LocalClient;
import dev.mimo.process.TreeUsage;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.SkillHost;
import dev.mimo.skills.catalog.SkillCatalog;
import dev.mimo.skills.catalog.SkillDefinition;
import dev.mimo.skills.catalog.SkillLaunch;
import dev.mimo.skills.operation.SkillAnswers.EntryProblem;
import dev.mimo.skills.operation.SkillAnswers.HeldTool;
import dev.mimo.skills.operation.SkillAnswers.SkillDiff;
import dev.mimo.skills.operation.SkillAnswers.SkillList;
import dev.mimo.skills.operation.SkillAnswers.SkillState;
import dev.mimo.skills.operation.SkillAnswers.SkillStatus;
import dev.mimo.skills.operation.SkillAnswers.SkillTransport;
import dev.mimo.skills.operation.SkillAnswers.ToolChange;
import dev.mimo.skills.operation.SkillRequests.OneSkill;
import dev.mimo.skills.operation.SkillRequests.SkillEntry;
import dev.mimo.skills.run.RunningSkill;
import dev.mimo.skills.run.SkillPool.PoolState;
import dev.mimo.skills.trust.ToolDiff;
import dev.mimo.skills.trust.ToolPins;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers what is asked of skills.
///
/// @param host opened by the first question
public record SkillHandlers(SkillOperations operations, Supplier<SkillHost> host, InstantSource clock) {
    public void bind(LocalClient calls) {
        calls.on(operations.list(), _ -> list());
        calls.on(operations.put(), this::put);
        calls.on(operations.remove(), this::remove);
        calls.on(operations.restart(), request -> patiently(request, host -> {
            host.restart(request.name());
            return status(host, request.name());
        }));
        calls.on(operations.stop(), request -> patiently(request, host -> {
            host.stop(request.name());
            return status(host, request.name());
        }));
        calls.on(operations.trust(), request -> {
            host.get().trust(request.name());
            return status(host.get(), request.name());
        });
        calls.on(operations.diff(), request -> diff(request.name()));
    }

    private SkillList list() {
        SkillHost now = host.get();
        SkillCatalog catalog = now.catalog();
        return new SkillList(catalog.skills().values().stream().map(skill -> status(now, skill)).toList(),
                catalog.problems().stream().map(each -> new EntryProblem(each.skill(), each.detail())).toList());
    }

    private SkillStatus put(SkillEntry request) {
        return patiently(new OneSkill(request.name()), now -> {
            now.put(request.name(), request.entry());
            return status(now, request.name());
        });
    }

    private SkillList remove(OneSkill request) {
        return patiently(request, now -> {
            now.remove(request.name());
            return list();
        });
    }

    private SkillDiff diff(String name) {
        SkillHost now = host.get();
        now.find(name);
        ToolPins pins = now.pinned(name);
        return new SkillDiff(name, pins == null
                ? List.of()
                : ToolDiff.of(pins).stream()
                        .map(each -> new ToolChange(each.tool(), change(each), each.text())).toList());
    }

    private static ToolChange.Change change(ToolDiff diff) {
        if (diff.before() == null) {
            return ToolChange.Change.ADDED;
        }
        return diff.after() == null ? ToolChange.Change.REMOVED : ToolChange.Change.CHANGED;
    }

    private SkillStatus status(SkillHost now, String name) {
        return status(now, now.find(name));
    }

    private SkillStatus status(SkillHost now, SkillDefinition skill) {
        PoolState pool = now.pool().state(skill.name());
        ToolPins pins = now.pinned(skill.name());
        TreeUsage usage = pool.running().stream().map(RunningSkill::usage).reduce(TreeUsage::plus)
                .orElse(TreeUsage.NONE);
        int tools = pins == null
                ? 0
                : (int) pins.usable().stream().filter(tool -> skill.options().offers(tool.name()))
                        .count();
        List<HeldTool> held = pins == null
                ? List.of()
                : pins.held().stream().map(each -> new HeldTool(each.tool(), each.why())).toList();
        return new SkillStatus(skill.name(), state(skill, pool, tools, held),
                skill.launch() instanceof SkillLaunch.Program ? SkillTransport.STDIO : SkillTransport.HTTP, tools,
                held, usage.processes(), usage.processes() == 0 ? null : usage.residentBytes(), pool.calls(),
                pool.lastError(), since(pool.age(), pins));
    }

    private static SkillState state(SkillDefinition skill, PoolState pool, int tools, List<HeldTool> held) {
        if (!skill.enabled()) {
            return SkillState.DISABLED;
        }
        if (!pool.running().isEmpty()) {
            return SkillState.RUNNING;
        }
        if (pool.starting() > 0) {
            return SkillState.STARTING;
        }
        if (tools == 0 && !held.isEmpty()) {
            return SkillState.HELD;
        }
        return pool.failing() ? SkillState.FAILED : SkillState.IDLE;
    }

    private Instant since(@Nullable Duration age, @Nullable ToolPins pins) {
        if (age != null) {
            return clock.instant().minus(age);
        }
        return pins == null ? clock.instant() : pins.since();
    }

    /// Something that waits for calls of a skill to end.
    @FunctionalInterface
    private interface Waiting<T> {
        T run(SkillHost host) throws InterruptedException;
    }

    private <T> T patiently(OneSkill request, Waiting<T> work) {
        try {
            return work.run(host.get());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RefusedException(new Refusal.Unavailable("Waiting for the skill '" + request.name()
                    + "' was interrupted.", "Look at its state, and try again.", Duration.ofSeconds(1)));
        }
    }
}
