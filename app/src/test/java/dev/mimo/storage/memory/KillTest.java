package dev.mimo.storage.memory;

import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.storage.Durability;
import dev.mimo.terms.MemoryId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Kills a writing process at random instants; what it was told is stored must be there, and the file whole.
class KillTest {
    private static final int AFTER_FIRST_WRITE_MILLIS_MAX = 120;

    @TempDir
    Path folder;

    @Test
    void an_acknowledged_write_survives_a_kill() throws Exception {
        rounds(Integer.getInteger("mimo.kills.short", 20));
    }

    @Test
    @Tag("long")
    void an_acknowledged_write_survives_many_kills() throws Exception {
        rounds(Integer.getInteger("mimo.kills", 200));
    }

    private void rounds(int rounds) throws Exception {
        long seed = Long.getLong("mimo.seed", System.nanoTime());
        Random random = new Random(seed);
        Path file = folder.resolve("mimo.db");
        List<MemoryId> acknowledged = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            int before = acknowledged.size();
            acknowledged.addAll(writeUntilKilled(file, "r" + round, random.nextInt(AFTER_FIRST_WRITE_MILLIS_MAX)));
            assertThat(acknowledged).as("the process wrote; see " + Files.readString(folder.resolve("errors")))
                    .hasSizeGreaterThan(before);
            check(file, acknowledged.subList(before, acknowledged.size()), "seed " + seed + ", round " + round);
        }
        check(file, acknowledged, "seed " + seed + ", at the end");
    }

    private List<MemoryId> writeUntilKilled(Path file, String name, int millis)
            throws IOException, InterruptedException {
        Process process = ChildProcesses.start(WritingProcess.class, folder.resolve("errors"), file.toString(), name);
        List<MemoryId> acknowledged = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            Thread killer = Thread.ofVirtual().start(() -> killAfter(process, millis));
            while (line != null) {
                if (line.endsWith(" .")) {
                    for (String id : line.substring(0, line.length() - 2).split(" ", -1)) {
                        acknowledged.add(new MemoryId(id));
                    }
                }
                line = lines.readLine();
            }
            killer.join();
        } finally {
            process.toHandle().destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return acknowledged;
    }

    private static void killAfter(Process process, int millis) {
        try {
            // real time on purpose: the instant of the kill is what is tested
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.toHandle().destroyForcibly();
    }

    private static void check(Path file, List<MemoryId> acknowledged, String when) {
        try (OpenStore open = OpenStore.at(file, Clock.systemUTC(), OpenStore.settings(Durability.FULL))) {
            List<String> verdict = open.storage().readers().read(
                    database -> database.sql("PRAGMA integrity_check").list(row -> row.text("integrity_check")));
            assertThat(verdict).as(when).containsExactly("ok");
            List<MemoryId> found = open.memories().findAll(WritingProcess.NAMESPACE, acknowledged, null).stream()
                    .map(Memory::id).toList();
            assertThat(found).as(when).isEqualTo(acknowledged);
            assertThat(open.memories().count(WritingProcess.NAMESPACE, Filter.ALL))
                    .as(when).isGreaterThanOrEqualTo(acknowledged.size());
        }
    }
}
