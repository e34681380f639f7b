package dev.mimo.memory;

import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EchoGuardTest {
    private static final MemoryId TEA = new MemoryId("tea");

    private static final EchoGuard.Recalled RECALLED = new EchoGuard.Recalled(List.of(
            memory(TEA, "Priya prefers tea over coffee, and takes it without milk or sugar."),
            memory(new MemoryId("car"), "The car was serviced in March by the garage on Mill Road.")));

    private static Memory memory(MemoryId id, String text) {
        return new Memory(id, Namespace.DEFAULT, 1, Details.of(text), Instant.EPOCH, Access.NONE);
    }

    @Test
    void recalled_text_offered_again_is_an_echo_of_its_memory() {
        assertThat(RECALLED.echoedBy("Priya prefers tea over coffee, and takes it without milk or sugar."))
                .isEqualTo(TEA);
    }

    @Test
    void other_case_and_punctuation_do_not_make_it_new() {
        assertThat(RECALLED.echoedBy("* priya prefers TEA over coffee - and takes it without milk or sugar"))
                .isEqualTo(TEA);
    }

    @Test
    void several_recalled_texts_pasted_together_are_an_echo() {
        assertThat(RECALLED.echoedBy("""
                Relevant memories:
                - Priya prefers tea over coffee, and takes it without milk or sugar.
                - The car was serviced in March by the garage on Mill Road."""))
                .isEqualTo(TEA);
    }

    @Test
    void a_text_that_says_something_of_its_own_is_new() {
        assertThat(RECALLED.echoedBy(
                "Priya prefers tea over coffee, but since the operation she drinks only water in the evening."))
                .isNull();
    }

    @Test
    void short_texts_are_never_echoes() {
        EchoGuard.Recalled thanks = new EchoGuard.Recalled(List.of(memory(TEA, "Thank you very much indeed, friend!")));

        assertThat(thanks.echoedBy("Thank you very much indeed, friend!")).isNull();
    }

    @Test
    void nothing_recalled_means_no_echo() {
        assertThat(new EchoGuard.Recalled(List.of()).echoedBy("Any text of more than eight words is new here today."))
                .isNull();
    }
}
