package dev.mimo;

import dev.mimo.gateway.ToolRegistry;
import dev.mimo.skills.SkillsRoom;
import dev.mimo.skills.run.PoolListener;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opens the skills of a home for the first registry that wants them, and closes them.
public final class SkillsOpener implements AutoCloseable {
    private final Supplier<Settings> settings;
    private final Map<String, String> environment;
    private final String version;
    private @Nullable SkillsRoom room;
    private boolean closed;

    /// @param settings asked when the skills are wanted
    /// @param environment of this process
    public SkillsOpener(Supplier<Settings> settings, Map<String, String> environment, String version) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.version = version;
    }

    synchronized void openInto(ToolRegistry registry) {
        if (room == null && !closed) {
            Settings now = settings.get();
            room = SkillsRoom.open(new SkillsRoom.Place(now.home(), environment, version), registry, now.skills(),
                    new PoolListener() {
                    }, Clock.systemUTC());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (room != null) {
            room.close();
        }
    }
}
