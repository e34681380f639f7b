package dev.mimo.memory;

import com.sun.management.ThreadMXBean;
import dev.mimo.storage.memory.OpenStore;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EchoGuardTest {
    private static final Namespace TEAM = new Namespace("team");
    private static final Duration WINDOW = Duration.ofMinutes(30);

    @TempDir
    Path folder;

    private OpenStore open;
    private EchoGuard guard;
    private MemoryId tea;

    @BeforeEach
    void recallTwo() {
        open = OpenStore.at(folder.resolve("mimo.db"), Clock.systemUTC());
        guard = new EchoGuard(open.memories(), Clock.systemUTC(), WINDOW);
        recalled("The car was serviced in March by the garage on Mill Road.");
        tea = recalled("Priya prefers tea over coffee, and takes it without milk or sugar.");
    }

    @AfterEach
    void close() {
        open.close();
    }

    private MemoryId recalled(String text) {
        MemoryId id = new MemoryId(Objects.requireNonNull(
                open.memories().add(TEAM, List.of(NewMemory.of(Details.of(text)))).getFirst().id()));
        recall(id);
        return id;
    }

    private void recall(MemoryId id) {
        open.memories().recalled(TEAM, List.of(id));
        guard.recalled(TEAM, open.memories().findAll(TEAM, List.of(id), null));
    }

    private @Nullable MemoryId echoed(String text) {
        return guard.recalled(TEAM).echoedBy(text);
    }

    @Test
    void recalled_text_offered_again_is_an_echo_of_its_memory() {
        assertThat(echoed("Priya prefers tea over coffee, and takes it without milk or sugar."))
                .isEqualTo(tea);
    }

    @Test
    void other_case_and_punctuation_do_not_make_it_new() {
        assertThat(echoed("* priya prefers TEA over coffee - and takes it without milk or sugar"))
                .isEqualTo(tea);
    }

    @Test
    void several_recalled_texts_pasted_together_are_an_echo() {
        assertThat(echoed("""
                Relevant memories:
                - Priya prefers tea over coffee, and takes it without milk or sugar.
                - The car was serviced in March by the garage on Mill Road."""))
                .isEqualTo(tea);
    }

    @Test
    void a_text_that_says_something_of_its_own_is_new() {
        assertThat(echoed(
                "Priya prefers tea over coffee, but since the operation she drinks only water in the evening."))
                .isNull();
    }

    @Test
    void short_texts_are_never_echoes() {
        recalled("Thank you very much indeed, friend!");

        assertThat(echoed("Thank you very much indeed, friend!")).isNull();
    }

    @Test
    void nothing_recalled_means_no_echo() {
        assertThat(
                guard.recalled(new Namespace("quiet")).echoedBy("Any text of more than eight words is new here now."))
                .isNull();
    }

    @Test
    void a_text_in_another_script_is_an_echo_too() {
        MemoryId found = recalled("Анна каждое утро пьёт зелёный чай на кухне и читает старую газету.");

        assertThat(echoed("анна каждое утро ПЬЁТ зелёный чай на кухне, и читает старую газету")).isEqualTo(found);
    }

    @Test
    void what_another_process_recalled_is_known_when_that_is_written_down() {
        EchoGuard here = new EchoGuard(open.memories(), Clock.systemUTC(), WINDOW);
        try (OpenStore other = OpenStore.at(folder.resolve("mimo.db"), Clock.systemUTC())) {
            other.memories().recalled(TEAM, List.of(tea));
        }

        assertThat(here.recalled(TEAM).echoedBy("Priya prefers tea over coffee, and takes it without milk or sugar."))
                .isEqualTo(tea);
    }

    @Test
    void a_memory_that_was_edited_and_recalled_again_is_known_by_its_new_words() {
        open.memories().update(TEAM, tea,
                new Patch("Priya gave up tea last winter and now drinks hot water with lemon.",
                        null, null, null, null, null));
        recall(tea);

        assertThat(echoed("Priya gave up tea last winter and now drinks hot water with lemon.")).isEqualTo(tea);
    }

    @Test
    void a_memory_that_was_deleted_is_no_reason_to_hold_anything() {
        open.memories().delete(TEAM, tea);
        recalled("The garden gate squeaks whenever the postman comes with a parcel.");

        assertThat(echoed("Priya prefers tea over coffee, and takes it without milk or sugar.")).isNull();
    }

    @Test
    void long_texts_are_hashed_once_and_within_a_bound() {
        List<String> texts = IntStream.range(0, 60).mapToObj(EchoGuardTest::longText).toList();
        texts.forEach(this::recalled);
        assertThat(echoed(texts.getLast())).isNotNull();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        recalled("The garden gate squeaks whenever the postman comes with a parcel.");
        guard.recalled(TEAM);
        EchoGuard.Recalled again = guard.recalled(TEAM);

        // to hash all of them again would take some hundred megabytes
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(48 << 20);
        assertThat(again).isSameAs(guard.recalled(TEAM));
        assertThat(again.echoedBy(texts.getFirst())).as("what was recalled long before is let go").isNull();
    }

    private static String longText(int seed) {
        Random random = new Random(seed);
        return random.ints(17_000, 0, 30_000).mapToObj(word -> "w" + word).collect(Collectors.joining(" "));
    }
}
