package dev.mimo.storage.memory;

import dev.mimo.TestClock;
import dev.mimo.memory.Details;
import dev.mimo.memory.Memory;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.telemetry.HealthProbe;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Answers that stay small or quick whatever the store holds or does.
class BoundedAnswersTest {
    private static final Namespace TEAM = new Namespace("team");

    @TempDir
    Path folder;

    private OpenStore open;

    @BeforeEach
    void openStore() {
        open = OpenStore.at(folder.resolve("mimo.db"), new TestClock());
    }

    @AfterEach
    void closeStore() {
        open.close();
    }

    @Test
    void versions_come_in_pages_of_about_a_mebibyte_of_text() {
        MemoryId id = new MemoryId(Objects.requireNonNull(open.memories().add(TEAM, List.of(NewMemory.of(
                Details.of("version 1 " + "x".repeat(99_000))))).getFirst().id()));
        for (int i = 2; i <= 25; i++) {
            open.memories().update(TEAM, id,
                    new Patch("version " + i + " " + "x".repeat(99_000), null, null, null, null, null));
        }

        List<Integer> read = new ArrayList<>();
        List<Integer> pages = new ArrayList<>();
        Cursor next = null;
        do {
            Page<Memory> page = open.memories().versions(TEAM, id, next);
            page.items().forEach(memory -> read.add(memory.version()));
            pages.add(page.items().size());
            next = page.next();
        } while (next != null);

        assertThat(read).isEqualTo(IntStream.rangeClosed(1, 25).boxed().toList());
        assertThat(pages).containsExactly(10, 10, 5);
        Cursor ofList = new Cursor(
                Base64.getUrlEncoder().encodeToString(("1" + id).getBytes(StandardCharsets.UTF_8)));
        RefusedException refused = catchThrowableOfType(RefusedException.class,
                () -> open.memories().versions(TEAM, id, ofList));
        assertThat(Objects.requireNonNull(refused).refusal()).isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void health_is_told_while_every_reader_is_busy() throws Exception {
        int readers = open.storage().settings().readers();
        CountDownLatch busy = new CountDownLatch(readers);
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < readers; i++) {
                Future<?> _ = callers.submit(() -> open.storage().readers().<Boolean>read(_ -> {
                    busy.countDown();
                    return awaited(done);
                }));
            }
            busy.await();

            assertThat(open.memories().health().status()).isEqualTo(HealthProbe.Status.UP);
            done.countDown();
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
