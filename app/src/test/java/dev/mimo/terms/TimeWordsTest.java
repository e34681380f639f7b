package dev.mimo.terms;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimeWordsTest {
    /// A Wednesday, and the first in winter time was the Sunday before.
    private final TimeWords times = new TimeWords(ZonedDateTime.parse("2026-10-28T15:30:00+01:00[Europe/Berlin]"));

    @ParameterizedTest
    @CsvSource({"now,2026-10-28T15:30:00+01:00", "today,2026-10-28T00:00:00+01:00",
            "Yesterday,2026-10-27T00:00:00+01:00", "tomorrow,2026-10-29T00:00:00+01:00",
            "monday,2026-10-26T00:00:00+01:00", "wednesday,2026-10-21T00:00:00+02:00",
            "3 days ago,2026-10-25T15:30:00+01:00", "4d ago,2026-10-24T15:30:00+02:00",
            "1 hour ago,2026-10-28T14:30:00+01:00", "20 min ago,2026-10-28T15:10:00+01:00",
            "2 weeks ago,2026-10-14T15:30:00+02:00", "2 months ago,2026-08-28T15:30:00+02:00",
            "1 year ago,2025-10-28T15:30:00+01:00", "2026-01-01,2026-01-01T00:00:00+01:00",
            "2026-07-01 14:30,2026-07-01T14:30:00+02:00", "2026-07-01T14:30:05,2026-07-01T14:30:05+02:00"})
    void words_and_plain_dates_are_times_of_the_shell_s_zone(String said, String meant) {
        assertThat(times.read(said)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-05-07T13:00:00Z", "2026-05-07T13:00:00.5+02:00", "2026-13-01", "2026-02-30", "soon",
            "", "99999 years", "someday"})
    void what_has_a_zone_or_is_no_time_is_left_to_the_core(String said) {
        assertThat(times.read(said)).isEqualTo(said);
    }

    @Test
    void a_day_that_has_no_midnight_begins_when_it_does() {
        TimeWords spring = new TimeWords(ZonedDateTime.parse("2018-11-05T12:00:00-02:00[America/Sao_Paulo]"));

        assertThat(spring.read("2018-11-04")).isEqualTo("2018-11-04T01:00:00-02:00");
    }
}
