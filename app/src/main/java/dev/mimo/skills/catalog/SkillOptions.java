package dev.mimo.skills.catalog;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a skill is treated, where it is not as the settings say for all.
///
/// @param startTimeout until it must have answered
/// @param callTimeout of one call
/// @param idleStop after so long without a call it is stopped
/// @param lifetime after so long it is replaced by a fresh one
/// @param perClient whether each client gets a process of its own, as one needs that keeps what a client did before
/// @param memoryMax bytes that all of its processes may hold; beyond that they are stopped
/// @param sandbox a program and its arguments under which it runs; empty for none
/// @param onlyTools if any, all others are left out
/// @param withoutTools these are left out
/// @param anyCommand whether its user wants it even if its command looks dangerous
public record SkillOptions(@Nullable Duration startTimeout, @Nullable Duration callTimeout,
        @Nullable Duration idleStop, @Nullable Duration lifetime, boolean perClient, @Nullable Long memoryMax,
        String sandbox, Set<String> onlyTools, Set<String> withoutTools, boolean anyCommand) {
    public SkillOptions {
        onlyTools = Set.copyOf(onlyTools);
        withoutTools = Set.copyOf(withoutTools);
    }

    /// Whether its list of tools, as its user wants it, has this one.
    public boolean offers(String tool) {
        return (onlyTools.isEmpty() || onlyTools.contains(tool)) && !withoutTools.contains(tool);
    }
}
