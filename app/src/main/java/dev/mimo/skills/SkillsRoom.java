package dev.mimo.skills;

import dev.mimo.gateway.ToolRegistry;
import dev.mimo.process.OrphanReaper;
import dev.mimo.process.ProcessLauncher;
import dev.mimo.skills.audit.CallAuditor;
import dev.mimo.skills.audit.ToolCallLog;
import dev.mimo.skills.catalog.SkillSettings;
import dev.mimo.skills.catalog.SkillsFile;
import dev.mimo.skills.catalog.VariableExpander;
import dev.mimo.skills.run.McpSkillConnector;
import dev.mimo.skills.run.SkillPrograms;
import dev.mimo.skills.trust.ToolPinFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Opens the skills of a home, and follows its `skills.json` from then on.
public final class SkillsRoom implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final ProcessLauncher launcher;
    private final SkillHost host;
    private final SkillsFile file;
    private final ToolCallLog calls;
    private volatile @Nullable Thread follower;

    /// Where it works.
    ///
    /// @param environment of this process
    /// @param version of Mimo
    public record Place(Path home, Map<String, String> environment, String version) {}

    private SkillsRoom(ProcessLauncher launcher, SkillHost host, SkillsFile file, ToolCallLog calls) {
        this.launcher = launcher;
        this.host = host;
        this.file = file;
        this.calls = calls;
    }

    /// Offers what is pinned already, and starts nothing but what was never seen.
    public static SkillsRoom open(Place place, ToolRegistry registry, SkillSettings settings, SkillMeters meters,
            Clock clock) {
        Path own = folder(place.home());
        ProcessLauncher launcher = new ProcessLauncher();
        SkillsFile file = SkillsFile.in(place.home());
        SkillPrograms programs = new SkillPrograms(launcher, own, place.environment());
        ToolCallLog calls = new ToolCallLog(own.resolve("calls"));
        SkillHost host = new SkillHost(new SkillHost.Parts(file, new ToolPinFolder(own.resolve("pins")), registry,
                new McpSkillConnector(programs, new VariableExpander(place.environment()), settings, place.version()),
                meters, new CallAuditor(calls, meters, clock), settings, clock));
        SkillsRoom room = new SkillsRoom(launcher, host, file, calls);
        room.begin();
        Thread.ofVirtual().name("orphan-reaper").start(SkillsRoom::reap);
        return room;
    }

    private static Path folder(Path home) {
        return home.resolve("skills");
    }

    /// Where the standard error of a skill is kept.
    public static Path log(Path home, String skill) {
        return SkillPrograms.log(folder(home), skill);
    }

    private static void reap() {
        int ended = OrphanReaper.reap();
        if (ended > 0) {
            LoggerFactory.getLogger(SkillsRoom.class).warn("{} processes of an earlier Mimo were ended", ended);
        }
    }

    public SkillHost host() {
        return host;
    }

    /// The calls of all skills of this home, whichever process made them.
    public ToolCallLog calls() {
        return calls;
    }

    /// What is edited while it is read for the first time is read again.
    private void begin() {
        FileTime before = changed();
        try {
            host.reload();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        follower = Thread.ofVirtual().name("skills-file").start(() -> follow(before));
    }

    private void follow(FileTime before) {
        try {
            FileTime seen = before;
            while (true) {
                Thread.sleep(LOOK);
                FileTime now = changed();
                if (!now.equals(seen)) {
                    seen = now;
                    host.reload();
                }
            }
        } catch (InterruptedException _) {
            // the room is closed
        }
    }

    private FileTime changed() {
        try {
            return Files.getLastModifiedTime(file.path());
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }

    @Override
    public void close() {
        Thread following = follower;
        if (following != null) {
            following.interrupt();
        }
        host.close();
        launcher.close();
        calls.close();
    }
}
