package dev.mimo.property;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class PropertyRunTest {
    private static final Pattern SEED = Pattern.compile("try (\\d+) of \\d+ failed; -Dmimo.property.seed=(\\d+) ");

    @Test
    void a_property_is_run_as_often_as_it_says() throws Exception {
        Claims claims = new Claims();

        new PropertyRun(claims.method("holds", int.class), claims).run(300, 1);

        assertThat(claims.seen).hasSize(300).contains("-3", "0", "7").doesNotContain("-4", "8");
    }

    @Test
    void a_failure_is_told_with_the_simplest_values_that_fail() throws Exception {
        assertThat(failure("sums_are_small", 3, List.class)).contains("= [91]");
        assertThat(failure("no_text_has_a_z", 3, String.class)).contains("= \"z\"");
        assertThat(failure("lists_are_short", 3, List.class)).contains("= [0, 0, 0, 0, 0, 0, 0]");
        assertThat(failure("numbers_are_small", 3, long.class)).contains("= 123456789L");
        assertThat(failure("numbers_are_not_far_below_zero", 3, int.class)).contains("= -1000\n");
        assertThat(failure("pairs_are_in_order", 3, int.class, int.class)).contains("low = 1\n").contains("high = 0\n");
    }

    @Test
    void the_seed_of_a_failure_draws_the_same_values_at_the_first_try() throws Exception {
        String first = failure("sums_are_small", 42, List.class);
        Matcher told = SEED.matcher(first);
        assertThat(told.find()).isTrue();

        String again = failure("sums_are_small", Long.parseLong(Objects.requireNonNull(told.group(2))), List.class);

        assertThat(again).startsWith("try 1 of ");
        assertThat(again.substring(again.indexOf('\n'))).isEqualTo(first.substring(first.indexOf('\n')));
    }

    @Test
    void what_cannot_be_seen_is_shown_as_its_code() throws Exception {
        assertThat(failure("all_texts_can_be_seen", 3, String.class)).containsPattern("= \"\\\\u[0-9a-f]{4}\"");
    }

    @Test
    void a_filter_that_lets_nothing_through_is_a_failure() throws Exception {
        assertThat(failure("never_drawn", 3, int.class)).contains("a filter left out");
    }

    private static String failure(String property, long seed, Class<?>... parameters) throws Exception {
        Claims claims = new Claims();
        Throwable thrown =
                catchThrowable(() -> new PropertyRun(claims.method(property, parameters), claims).run(1000, seed));
        assertThat(thrown).isInstanceOf(AssertionError.class);
        return String.valueOf(thrown.getMessage());
    }

    /// Properties that do not hold, but for the first; run by the test, not by JUnit.
    static final class Claims {
        private final List<String> seen = new ArrayList<>();

        Method method(String name, Class<?>... parameters) throws NoSuchMethodException {
            return Claims.class.getDeclaredMethod(name, parameters);
        }

        void holds(@ForAll @IntRange(min = -3, max = 7) int number) {
            seen.add(String.valueOf(number));
        }

        void sums_are_small(@ForAll("numbers") List<Integer> numbers) {
            assertThat(numbers.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(90);
        }

        void lists_are_short(@ForAll("numbers") List<Integer> numbers) {
            assertThat(numbers).hasSizeLessThan(7);
        }

        void no_text_has_a_z(@ForAll String text) {
            assertThat(text).doesNotContain("z");
        }

        void numbers_are_small(@ForAll long number) {
            assertThat(number).isLessThan(123_456_789);
        }

        void numbers_are_not_far_below_zero(@ForAll int number) {
            assertThat(number).isGreaterThan(-1000);
        }

        void pairs_are_in_order(@ForAll int low, @ForAll int high) {
            assertThat(low).isLessThanOrEqualTo(high);
        }

        void all_texts_can_be_seen(@ForAll String text) {
            assertThat(text.chars().noneMatch(Character::isISOControl)).isTrue();
        }

        void never_drawn(@ForAll("nothing") int number) {
            throw new IllegalStateException("drawn: " + number);
        }

        @Provide
        Arbitrary<List<Integer>> numbers() {
            return Arbitraries.integers(0, 100).list().ofMaxSize(40);
        }

        @Provide
        Arbitrary<Integer> nothing() {
            return Arbitraries.integers().filter(_ -> false);
        }
    }
}
