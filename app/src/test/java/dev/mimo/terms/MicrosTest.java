package dev.mimo.terms;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MicrosTest {
    @ParameterizedTest
    @CsvSource({"1970-01-01T00:00:00.000001Z,1,1", "1970-01-01T00:00:00.000001001Z,1,2",
            "1969-12-31T23:59:59.999999999Z,-1,0", "1970-01-01T00:00:00Z,0,0"})
    void a_moment_between_two_microseconds_rounds_to_either(Instant moment, long floor, long ceiling) {
        assertThat(Micros.floor(moment)).isEqualTo(floor);
        assertThat(Micros.ceiling(moment)).isEqualTo(ceiling);
        assertThat(Micros.instant(floor)).isBeforeOrEqualTo(moment);
    }

    @Test
    void what_is_out_of_range_is_the_nearest_in_range() {
        assertThat(Micros.floor(Instant.MAX)).as("before the end of what is known").isEqualTo(Micros.OPEN - 1);
        assertThat(Micros.floor(Instant.MIN)).isNegative();
    }
}
