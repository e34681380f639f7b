package dev.mimo.memory.conflict;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ValueConflictTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deploy day is Tuesday                         | deploy day is Thursday
            Deploy day is Tuesday.                        | The deploy day is now Thursday
            The bike lock code is 4471                    | The bike lock code is 4472
            Boiler pressure: 1.3 bar                      | Boiler pressure: 1.5 bar
            The staging database is reset at 03:00        | The staging database is reset at 04:00
            Our plumber is Desmond                        | Our plumber is Marta
            Uploads are enabled in production             | Uploads are disabled in production
            The guest wifi is safe for guests             | The guest wifi is not safe for guests
            Jonas likes coriander in soup                 | Jonas hates coriander in soup
            Der Waschtag ist Montag                       | Der Waschtag ist Dienstag
            El código de la puerta es 5520                | El código de la puerta es 5521
            Le mot du jour est lundi                      | Le mot du jour est mardi
            The passport expires on 30 August             | The passport expires on 30 March
            The kitchen wall is blue                      | The kitchen wall is green
            """)
    void one_value_that_differs_is_a_possible_contradiction(String one, String other) {
        assertThat(ValueConflict.between(one, other)).isTrue();
        assertThat(ValueConflict.between(other, one)).isTrue();
        assertThat(ValueConflict.between(one, one)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Fuse number 7 is the oven                     | Fuse number 9 is the outdoor sockets
            Room 12 has a projector                       | Room 14 has a projector
            Invoice 1041 is paid                          | Invoice 1042 is paid
            Emil gets 3 euros a week                      | Johanna gets 5 euros a week
            Emil plays football on Monday                 | Johanna plays football on Monday
            Paid the rent on 1 May                        | Paid the rent on 1 June
            Ran 10 km on Monday                           | Ran 12 km on Tuesday
            The meeting was on Tuesday                    | The meeting was on Thursday
            The package from Anna is here                 | The package from Ben is here
            The deploy day is Tuesday                     | Tuesday is the deploy day
            Deploy day is Tuesday                         | We always deploy on a Tuesday
            Jonas likes tea                               | Jonas likes tea very much
            yes                                           | no
            Step 1: open the box                          | Step 2: close the lid
            """)
    void paraphrases_lists_and_events_are_none(String one, String other) {
        assertThat(ValueConflict.between(one, other)).isFalse();
        assertThat(ValueConflict.between(other, one)).isFalse();
    }
}
