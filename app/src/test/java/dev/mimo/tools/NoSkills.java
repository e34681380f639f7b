package dev.mimo.tools;

import dev.mimo.gateway.ToolRegistry;
import dev.mimo.gateway.search.UsedRequests;
import java.nio.file.Path;
import java.util.function.Supplier;

/// A connection to which no skill belongs.
public final class NoSkills {
    private NoSkills() {}

    public static SkillTools with(Supplier<ToolRegistry> registry) {
        return new SkillTools(registry, () -> new UsedRequests(Path.of("never-written")), () -> {});
    }
}
