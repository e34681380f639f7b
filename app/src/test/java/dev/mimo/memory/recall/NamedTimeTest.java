package dev.mimo.memory.recall;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamedTimeTest {
    private static final Instant MAY_2023 = Instant.parse("2023-05-08T13:56:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            What happened in May 2023?       | true
            What happened in May?            | true
            What happened in 2023?           | true
            what did we plan for april or May| true
            What happened in June 2023?      | false
            What happened in May 2022?       | false
            It may have been cold            | false
            When did they march?             | false
            Room 2024 on 12023               | false
            What happened?                   | false
            """)
    void a_moment_lies_in_the_time_a_question_names(String question, boolean holds) {
        assertThat(NamedTime.in(question).holds(MAY_2023)).isEqualTo(holds);
    }
}
