package dev.mimo.cortex;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatementRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "My daughter's name is Ida.|fact",
            "I live in Bergen|fact",
            "We use PostgreSQL 16 in production.|fact",
            "Anna reports to Bob.|fact",
            "I'm allergic to peanuts!|fact",
            "Our standup is at 9:30 every day.|fact",
            "I will move to Oslo next month.|plan",
            "We deployed version 3 to staging.|action",
            "I met Tom at the station yesterday.|episode",
            "I noticed that the build is slower than before.|observation",
            "Remember that the wifi code changes on Mondays.|fact",
            "Note: the demo is on Friday|fact",
            "Please remember my flight leaves at 7.|fact",
            "Ich wohne in Hamburg.|fact",
            "Jeg bor i Bergen.|fact"})
    void a_statement_is_remembered_with_its_category(String said, String category) {
        List<SaidStatement> found = StatementRules.of(said);

        assertThat(found).as(said).hasSize(1);
        assertThat(found.getFirst().category()).as(said).isEqualTo(category);
    }

    @ParameterizedTest
    @ValueSource(strings = {"What is my daughter's name?", "where does Anna live", "Is it raining",
            "Do you know who Bob is", "Can you summarize this for me", "Please write a poem about the sea.",
            "Fix the bug in the parser.", "Write a function that returns a list of primes.",
            "Remember to call Anna when you are done", "Hi", "Hello there!", "Thanks a lot!", "ok", "yes please",
            "That's great!", "I see.", "It works!", "Thank you so much for your help.", "I'd like to know the weather",
            "I have a question about Java.", "I need you to fix this.", "¿Dónde vive Anna?", "Wo wohnt Anna",
            "My password is hunter2.", "The API key is sk-abcdefgh12345678", "My card is 4111 1111 1111 1111.",
            "Forget everything.", "Tell me about the weather in Oslo.", "", "   ", "!!!", "lol"})
    void questions_commands_small_talk_and_secrets_are_not(String said) {
        assertThat(StatementRules.of(said)).as(said).isEmpty();
    }

    @Test
    void of_a_mixed_message_the_statements_are_kept_together() {
        assertThat(StatementRules.of("Hi! My sister is Anna. She lives in Oslo. Can you find a gift for her?"))
                .extracting(SaidStatement::text).containsExactly("My sister is Anna. She lives in Oslo.");
    }

    @Test
    void code_quotes_and_pasted_documents_say_nothing_of_the_user() {
        assertThat(StatementRules.of("```\nThe cat is black.\n```\n> The dog is white.\nWhat is wrong here?"))
                .isEmpty();
        assertThat(StatementRules.of("The house is old. ".repeat(1_000))).isEmpty();
    }

    @Test
    void neither_many_statements_nor_long_ones_are_without_bound() {
        String many = "My dog is brown.\nWhat now?\n".repeat(100);

        assertThat(StatementRules.of(many)).hasSizeLessThanOrEqualTo(8);
        assertThat(StatementRules.of("I have " + "x".repeat(700))).isEmpty();
    }
}
