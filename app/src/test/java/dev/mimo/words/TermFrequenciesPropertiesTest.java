package dev.mimo.words;

import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import dev.mimo.property.Size;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

class TermFrequenciesPropertiesTest {
    @Property
    void what_is_packed_comes_back(@ForAll int[] words) {
        assertSurvives(TermFrequencies.of(words.clone()));
    }

    @Property
    void frequent_words_come_back(@ForAll @Size(max = 300) @IntRange(min = -3, max = 3) int[] words) {
        assertSurvives(TermFrequencies.of(words.clone()));
    }

    @Test
    void the_ends_of_the_range_come_back() {
        assertSurvives(new TermFrequencies(new int[]{Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE},
                new int[]{1, 200_000, 1, 2}, 200_004));
        assertSurvives(TermFrequencies.of(new int[0]));
    }

    @Test
    void a_word_that_occurs_once_takes_about_five_bytes() {
        int[] words = new Random(7).ints(1000).toArray();

        assertThat(TermFrequencies.of(words).pack().length).isLessThan(5 * words.length);
    }

    @Property(tries = 5000)
    void garbage_is_refused_or_is_terms(@ForAll byte[] garbage) {
        Throwable thrown = catchThrowable(() -> assertSurvives(TermFrequencies.unpack(garbage)));

        if (thrown != null) {
            assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property
    void a_cut_end_or_a_longer_one_is_refused(@ForAll @Size(min = 1) int[] words) {
        byte[] packed = TermFrequencies.of(words.clone()).pack();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TermFrequencies.unpack(Arrays.copyOf(packed, packed.length - 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TermFrequencies.unpack(Arrays.copyOf(packed, packed.length + 1)));
    }

    @Test
    void a_wild_number_of_terms_is_refused_before_room_is_made_for_them() {
        byte[] wild = {-1, -1, -1, -1, 7, 0};

        assertThatIllegalArgumentException().isThrownBy(() -> TermFrequencies.unpack(wild));
    }

    @Test
    void terms_that_contradict_themselves_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TermFrequencies(new int[]{2, 1}, new int[]{1, 1}, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new TermFrequencies(new int[]{1, 1}, new int[]{1, 1}, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new TermFrequencies(new int[]{1}, new int[]{0}, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TermFrequencies(new int[]{1}, new int[]{2}, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TermFrequencies(new int[]{1}, new int[0], 0));
    }

    private static void assertSurvives(TermFrequencies terms) {
        TermFrequencies back = TermFrequencies.unpack(terms.pack());

        assertThat(back.hashes()).isEqualTo(terms.hashes());
        assertThat(back.counts()).isEqualTo(terms.counts());
        assertThat(back.length()).isEqualTo(terms.length());
    }
}
