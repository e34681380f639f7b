package dev.mimo.tools;

import dev.mimo.gateway.ToolRegistry;
import dev.mimo.gateway.search.UsedRequests;
import java.util.function.Supplier;

/// The tools of skills as a connection reaches them. Nothing is asked before it is needed.
///
/// @param used for which requests they were of use
/// @param reload reads `skills.json` now
public record SkillTools(Supplier<ToolRegistry> registry, Supplier<UsedRequests> used, Reload reload) {
    /// Reads which skills there are.
    @FunctionalInterface
    public interface Reload {
        void now() throws InterruptedException;
    }
}
