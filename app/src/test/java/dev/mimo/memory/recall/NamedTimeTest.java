package dev.mimo.memory.recall;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamedTimeTest {
    private static final LocalDate MAY_2023 = LocalDate.of(2023, 5, 8);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            What happened in May 2023?       | 1
            What happened in May?            | 1
            What happened in 2023?           | 1
            what did we plan for april or May| 1
            What happened in June 2023?      | 0
            What happened in May 2022?       | 0
            It may have been cold            | 0
            When did they march?             | 0
            Room 2024 on 12023               | 0
            What happened?                   | 0
            What did we do on 8 May?         | 1
            what did we do on the 8th of may | 1
            What did we do on May 8, 2023?   | 1
            What did we do on May 8th?       | 1
            And on 2023-05-08?               | 1
            What did we do on 9 May?         | 0.7
            What did we do on May 9th, 2023? | 0.7
            And on 2023-05-09?               | 0.7
            What did we do on 8 May 2022?    | 0
            Was it on 8 or 31 June?          | 0
            On 99 May or 2023-13-40?         | 1
            We may 8 times a day             | 0
            """)
    void a_moment_lies_in_the_time_a_question_names(String question, double share) {
        assertThat(NamedTime.in(question).share(MAY_2023)).isEqualTo(share);
    }
}
