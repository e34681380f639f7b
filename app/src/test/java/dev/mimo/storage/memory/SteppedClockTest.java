package dev.mimo.storage.memory;

import dev.mimo.TestClock;
import dev.mimo.memory.Details;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A clock that is set back, or stands still, between two writes.
class SteppedClockTest {
    private static final Namespace TEAM = new Namespace("team");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private OpenStore open;

    @BeforeEach
    void openStore() {
        open = OpenStore.at(folder.resolve("mimo.db"), clock);
    }

    @AfterEach
    void closeStore() {
        open.close();
    }

    @Test
    void a_memory_is_known_once_at_any_moment_when_the_clock_was_set_back_before_an_undo() {
        MemoryId tea = remember("tea");
        clock.advance(Duration.ofHours(2));
        Receipt deleted = open.memories().delete(TEAM, tea);
        clock.advance(Duration.ofHours(-1));

        Receipt restored = open.undo().undo(TEAM, handle(deleted));

        for (Instant at : List.of(clock.instant(), restored.recordedAt())) {
            assertThat(knownAt(at)).extracting(Memory::id).containsExactly(tea);
        }
        assertThat(knownAt(deleted.recordedAt())).isEmpty();
        assertThat(knownAt(deleted.recordedAt().minusNanos(1_000))).hasSize(1);
    }

    @Test
    void every_version_is_known_at_the_moment_of_its_receipt() {
        MemoryId id = remember("version 1");
        Receipt second = update(id, "version 2");
        clock.advance(Duration.ofHours(-1));
        Receipt third = update(id, "version 3");
        Receipt deleted = open.memories().delete(TEAM, id);
        Receipt restored = open.undo().undo(TEAM, handle(deleted));
        Receipt undone = open.undo().undo(TEAM, handle(restored));

        assertThat(textAt(second.recordedAt().minusNanos(1_000))).isEqualTo("version 1");
        assertThat(textAt(second.recordedAt())).isEqualTo("version 2");
        assertThat(textAt(third.recordedAt())).isEqualTo("version 3");
        assertThat(textAt(deleted.recordedAt())).isEqualTo("nothing");
        assertThat(textAt(restored.recordedAt())).isEqualTo("version 3");
        assertThat(textAt(undone.recordedAt())).isEqualTo("nothing");
    }

    @Test
    void a_deletion_by_filter_leaves_what_it_deletes_known_before_it() {
        MemoryId id = remember("tea");
        clock.advance(Duration.ofHours(-1));

        Receipt deleted = open.memories().deleteWhere(TEAM,
                new Filter(List.of("fact"), List.of(), List.of(), null, null, null));

        assertThat(knownAt(deleted.recordedAt())).isEmpty();
        assertThat(knownAt(deleted.recordedAt().minusNanos(1_000))).extracting(Memory::id).containsExactly(id);
    }

    @Test
    void ids_are_in_order_of_creation_also_after_one_that_a_clock_ahead_has_made() {
        String tomorrow = MemoryId.after(null).value();
        MemoryId ahead = new MemoryId("7" + tomorrow.substring(1));
        MemoryId soon = MemoryId.after(null);

        assertThat(MemoryId.after(soon).value()).isGreaterThan(soon.value());
        assertThat(MemoryId.after(new MemoryId("not one of ours")).value()).isGreaterThan(soon.value());
        assertThat(MemoryId.after(ahead).value()).as("of a far future").isLessThan(ahead.value());
    }

    private String textAt(Instant moment) {
        List<Memory> known = knownAt(moment);
        assertThat(known).hasSizeLessThan(2);
        return known.isEmpty() ? "nothing" : known.getFirst().details().content();
    }

    private List<Memory> knownAt(Instant moment) {
        return open.memories().list(TEAM, new Filter(List.of(), List.of(), List.of(), null, null, moment), 10, null)
                .items();
    }

    private Receipt update(MemoryId id, String text) {
        return open.memories().update(TEAM, id, new Patch(text, null, null, null, null, null));
    }

    private MemoryId remember(String text) {
        Receipt stored = open.memories().add(TEAM, List.of(NewMemory.of(Details.of(text)))).getFirst();
        return new MemoryId(Objects.requireNonNull(stored.id()));
    }

    private static UndoHandle handle(Receipt receipt) {
        return Objects.requireNonNull(receipt.undo());
    }
}
