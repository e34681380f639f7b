package dev.mimo.memory.recall;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamedTimeTest {
    private static final LocalDate MAY_2023 = LocalDate.of(2023, 5, 8);

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
            What did we do on 8 May?         | true
            what did we do on the 8th of may | true
            What did we do on May 8, 2023?   | true
            What did we do on May 8th?       | true
            And on 2023-05-08?               | true
            What did we do on 9 May?         | false
            What did we do on May 9th, 2023? | false
            And on 2023-05-09?               | false
            What did we do on 8 May 2022?    | false
            Was it on 8 or 31 June?          | false
            On 99 May or 2023-13-40?         | true
            We may 8 times a day             | false
            """)
    void a_moment_lies_in_the_time_a_question_names(String question, boolean holds) {
        assertThat(NamedTime.in(question).holds(MAY_2023)).isEqualTo(holds);
    }
}
