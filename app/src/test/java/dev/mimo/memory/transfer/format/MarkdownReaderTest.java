package dev.mimo.memory.transfer.format;

import dev.mimo.memory.Details;
import dev.mimo.memory.Trust;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MarkdownReaderTest {
    @Test
    void items_and_paragraphs_become_memories_with_the_headings_above_them() {
        ReadFile read = ReadFile.of("""
                # Alice

                Alice lives in Ghent.
                She moved there in May.

                ## Drinks ##

                - likes tea
                  - strong tea
                  with milk
                - dislikes coffee

                  since she was a child
                1. water at night

                Family
                ------
                * [x] call her mother
                + likes her sister
                """);

        assertThat(read.format()).isEqualTo(ImportFormat.MARKDOWN);
        assertThat(read.texts()).containsExactly("Alice: ".strip() + "\nAlice lives in Ghent.\nShe moved there in May.",
                "Alice > Drinks:\nlikes tea\n- strong tea\nwith milk",
                "Alice > Drinks:\ndislikes coffee\n\nsince she was a child",
                "Alice > Drinks: water at night", "Alice > Family: [x] call her mother",
                "Alice > Family: likes her sister");
        assertThat(read.details()).extracting(Details::trust).containsOnly(Trust.DOCUMENT);
        assertThat(read.details()).extracting(Details::category).containsOnly("fact");
        assertThat(read.skipped()).isEmpty();
    }

    @Test
    void front_matter_gives_tags_category_date_and_title() {
        ReadFile read = ReadFile.of("""
                ---
                title: "Trip to Ghent"
                tags: [travel, '#belgium']
                category: plan
                date: 2024-05-01
                source: https://example.org/a:b
                ---
                We take the train.
                """);

        Details details = read.only();
        assertThat(details.content()).isEqualTo("Trip to Ghent: We take the train.");
        assertThat(details.tags()).containsExactly("travel", "belgium");
        assertThat(details.category()).isEqualTo("plan");
        assertThat(details.occurredAt()).isEqualTo(OffsetDateTime.parse("2024-05-01T00:00:00Z"));
        assertThat(details.source()).isEqualTo("https://example.org/a:b");
    }

    @Test
    void front_matter_may_list_its_tags_below_each_other() {
        ReadFile read = ReadFile.of("---\r\ntags:\r\n  - one\r\n- two, or three\r\nempty:\r\n---\r\n\r\n- text\r\n");

        assertThat(read.only().tags()).containsExactly("one", "two, or three");
        assertThat(read.only().content()).isEqualTo("text");
    }

    @Test
    void a_rule_at_the_top_is_no_front_matter() {
        assertThat(ReadFile.of("---\nJust text\n\n- item\n").texts()).containsExactly("Just text", "item");
    }

    @Test
    void code_stays_with_the_text_before_it_and_a_list_with_the_line_that_leads_up_to_it() {
        ReadFile read = ReadFile.of("""
                Start the server so:

                ```sh
                # not a heading
                ./mimo serve

                - not an item
                ```
                Then look.

                I like:
                - tea
                - cake

                <!-- not
                shown -->
                ***
                | a | b |
                |---|---|
                | 1 | 2 |
                """);

        assertThat(read.texts()).containsExactly(
                "Start the server so:\n\n```sh\n# not a heading\n./mimo serve\n\n- not an item\n```", "Then look.",
                "I like:\n- tea\n- cake", "| a | b |\n|---|---|\n| 1 | 2 |");
    }

    @Test
    void a_heading_that_nothing_follows_is_a_memory() {
        assertThat(ReadFile.of("# People\n## Ana sings\n## Bo dances\n### On Mondays\n").texts())
                .containsExactly("People: Ana sings", "People > Bo dances: On Mondays");
    }

    @Test
    void an_archive_of_files_names_them_and_passes_over_hidden_ones() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("notes/b.md", "- from b");
        files.put("notes/a.md", "plain words, but called Markdown");
        files.put("notes/.obsidian/x.md", "- hidden");
        files.put("notes/.obsidian/app.json", "{\"results\":[{\"memory\":\"hidden\"}]}");
        files.put("package.json", "{\"name\":\"x\"}");
        files.put("../../etc/evil.md", "- only a name");
        ReadFile read = ReadFile.of(ReadFile.zip(files), null, null);

        assertThat(read.format()).isEqualTo(ImportFormat.MARKDOWN);
        assertThat(read.texts()).containsExactly("only a name", "plain words, but called Markdown", "from b");
        assertThat(read.details()).extracting(Details::source).containsExactly("../../etc/evil.md", "notes/a.md",
                "notes/b.md");
    }

    @Test
    void a_file_of_an_archive_that_is_no_text_costs_no_other() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.md", "- one");
        files.put("b.md", "- two\n" + "x".repeat(30_000));
        files.put("c.md", "- three");
        ReadFile read = ReadFile.of(ReadFile.zip(files), null, null);

        assertThat(read.texts()).containsExactly("one", "three");
        assertThat(read.skipped()).containsExactly("b.md has a line longer than 20,000 bytes, line 2");
    }

    @Test
    void marks_without_words_are_no_memories() {
        assertThat(ReadFile.of("# T\n\n…\n\n- \u2014\n- a\n".getBytes(StandardCharsets.UTF_8), "text/markdown", null)
                .texts()).isEqualTo(List.of("T: a"));
    }
}
