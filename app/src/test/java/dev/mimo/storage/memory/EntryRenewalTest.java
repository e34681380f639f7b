package dev.mimo.storage.memory;

import dev.mimo.memory.Details;
import dev.mimo.memory.EmbeddingBacklog.Embedded;
import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.memory.Filter;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Probe;
import dev.mimo.terms.Namespace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A file that an older Mimo wrote: its entries have that version, and texts have vectors whatever they are written in.
class EntryRenewalTest {
    private static final Namespace TEAM = new Namespace("team");
    private static final String MODEL = "model";
    private static final long OLD = 65_793;
    private static final List<String> TEXTS =
            List.of("tea.Then we left", "แมวของฉันชื่อมะลิ", "Great news 🎉", "🎉🎂", "plain");

    @TempDir
    Path folder;

    @Test
    void entries_are_made_anew_in_the_background_and_vectors_judged_again() {
        Path file = folder.resolve("a.db");
        write(file, 700);

        try (OpenStore open = OpenStore.at(file, Clock.systemUTC())) {
            assertThat(found(open, "tea")).as("before its turn comes").isNotEmpty();
            awaitRenewed(open);

            assertThat(found(open, "tea")).isNotEmpty();
            assertThat(count(open, "m.entry_version <> " + MemoryPreparer.VERSION)).isZero();
            assertThat(open.backlog().pending(MODEL, Set.of(), 10)).extracting(row -> row.details().content())
                    .containsExactlyInAnyOrder("แมวของฉันชื่อมะลิ", "🎉🎂");
        }
    }

    @Test
    void a_vector_of_a_text_that_may_not_be_readable_is_not_searched_before_it_is_judged() {
        Path file = folder.resolve("a.db");
        write(file, 0);

        try (OpenStore open = OpenStore.at(file, Clock.systemUTC())) {
            List<Double> meanings = open.memories().search(TEAM, new Probe("x", vector(), MODEL, Filter.ALL, 10))
                    .stream().map(candidate -> candidate.meaning()).toList();

            assertThat(meanings).hasSize(3).doesNotContain(Double.NaN);
            assertThat(open.memories().waiting(TEAM, MODEL)).isEqualTo(2);
        }
    }

    @Test
    void what_the_model_cannot_read_loses_its_vectors_and_links_and_no_longer_waits() {
        Path file = folder.resolve("a.db");
        write(file, 0);
        try (OpenStore open = OpenStore.at(file, Clock.systemUTC())) {
            awaitRenewed(open);
            List<Pending> unread = open.backlog().pending(MODEL, Set.of(), 10);

            open.backlog().save(MODEL, unread.stream().map(row -> new Embedded(row, List.of(), new byte[0])).toList());

            assertThat(open.backlog().pendingCount(MODEL)).isZero();
            assertThat(open.backlog().withoutVectors(TEAM, unread.stream().map(Pending::id).toList(), MODEL)).isEmpty();
            assertThat(open.backlog().links(TEAM, unread.stream().map(Pending::id).toList()).values())
                    .allMatch(List::isEmpty);
            assertThat(open.memories().search(TEAM, new Probe("x", vector(), MODEL, Filter.ALL, 10))).hasSize(3);
            assertThat(open.memories().waiting(TEAM, MODEL)).isZero();
            assertThat(open.storage().readers().<Long>read(
                    database -> database.sql("SELECT count(*) FROM vector_full f").number())).isEqualTo(3);
        }
    }

    private static void write(Path file, int more) {
        try (OpenStore open = OpenStore.at(file, Clock.systemUTC())) {
            List<NewMemory> memories = new ArrayList<>(TEXTS.stream()
                    .map(text -> NewMemory.of(Details.of(text))).toList());
            for (int i = 0; i < more; i++) {
                memories.add(NewMemory.of(Details.of("number " + i)));
            }
            open.memories().add(TEAM, memories);
            List<Embedded> embedded = open.backlog().pending(MODEL, Set.of(), memories.size()).stream()
                    .map(row -> new Embedded(row, List.of(vector()), new byte[0])).toList();
            open.backlog().save(MODEL, embedded);
            open.backlog().linkSimilar(MODEL, embedded.subList(0, 5), 0.9);
            while (open.backlog().pendingCount(MODEL) > 0) {
                open.backlog().save(MODEL, open.backlog().pending(MODEL, Set.of(), 500).stream()
                        .map(row -> new Embedded(row, List.of(vector()), new byte[0])).toList());
            }
            open.storage().writer().write(1, database -> database
                    .sql("UPDATE memory_version SET entry_version = " + OLD + ", entry = x'00'").update());
            open.storage().writer().write(1, database -> database.sql("DELETE FROM renewal").update());
        }
    }

    private static float[] vector() {
        float[] vector = new float[OpenStore.DIMENSION];
        vector[0] = 1;
        return vector;
    }

    private static List<Long> found(OpenStore open, String words) {
        return open.memories().search(TEAM, new Probe(words, null, MODEL, Filter.ALL, 10)).stream()
                .map(candidate -> candidate.row()).toList();
    }

    private static void awaitRenewed(OpenStore open) {
        long until = System.nanoTime() + 60_000_000_000L;
        while (count(open, "m.entry_version = " + OLD) > 0) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private static long count(OpenStore open, String condition) {
        return open.storage().readers().read(
                database -> database.sql("SELECT count(*) FROM memory_version m WHERE " + condition).number());
    }
}
