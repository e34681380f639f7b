package dev.mimo.memory.transfer.format;

import dev.mimo.memory.Details;
import dev.mimo.memory.Trust;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class Mem0ReaderTest {
    private static final String ITEM = """
            {"id":"ea925981","memory":"Likes to play cricket on weekends","user_id":"alex","agent_id":null,
             "hash":"db26","metadata":{"source":"chat","nested":{"a":[1]}},"categories":["hobbies","sports"],
             "created_at":"2024-07-26T08:47:53.590598-07:00","updated_at":"2024-07-27T08:47:53.590598-07:00",
             "score":0.5}""";

    @ParameterizedTest
    @ValueSource(strings = {"[%s]", "{\"results\":[%s]}", "{\"memories\":[%s]}", "%s",
            "{\"count\":1,\"next\":null,\"previous\":null,\"results\":[%s]}"})
    void every_form_of_its_answers_is_read(String form) {
        ReadFile read = ReadFile.of(form.formatted(ITEM));

        assertThat(read.format()).isEqualTo(ImportFormat.MEM0);
        Details details = read.only();
        assertThat(details.content()).isEqualTo("Likes to play cricket on weekends");
        assertThat(details.tags()).containsExactly("hobbies", "sports");
        assertThat(details.occurredAt()).isEqualTo(OffsetDateTime.parse("2024-07-26T15:47:53.590598Z"));
        assertThat(details.trust()).isEqualTo(Trust.MODEL);
        assertThat(details.metadata()).contains("\"user_id\":\"alex\"", "\"mem0_id\":\"ea925981\"",
                "\"nested\":{\"a\":[1]}").doesNotContain("agent_id");
        assertThat(read.keys()).containsExactly("mem0:ea925981");
        assertThat(read.skipped()).isEmpty();
    }

    @Test
    void lines_and_texts_under_other_names_are_read() {
        ReadFile read = ReadFile.of("""
                {"id":"1","content":"one","metadata":{},"created_at":"2025-01-01T00:00:00+00:00","state":"active",
                "app":"x","categories":["c"]}
                """.replace("\n\"app", "\"app") + """
                {"id":"2","text":"two","user_id":"u"}
                {"id":"3","payload":{"data":"three","user_id":"u","created_at":"2025-01-01"}}
                {"id":"4","content":"gone","created_at":null,"state":"deleted"}
                {"id":"5","created_at":null}
                broken
                """);

        assertThat(read.texts()).containsExactly("one", "two", "three");
        assertThat(read.leftOut()).isEqualTo(Map.of("deleted memories", 1));
        assertThat(read.skipped()).hasSize(2);
    }

    @Test
    void the_backup_of_openmemory_names_its_categories_apart() {
        String backup = """
                {"user":{"id":"u"},"apps":[],"categories":[{"id":"c1","name":"food"}],
                 "memories":[{"id":"m1","content":"likes tea","category_ids":["c1","c2"],"state":"active"}],
                 "memory_categories":[],"export_meta":{"version":"1"}}""";
        ReadFile read = ReadFile.of(ReadFile.zip(Map.of("memories.json", backup, "memories.jsonl.gz", "\u001f")), null,
                null);

        assertThat(read.texts()).containsExactly("likes tea");
        assertThat(read.only().tags()).containsExactly("food");
    }

    @Test
    void relations_of_its_graph_become_memories() {
        ReadFile read = ReadFile.of("""
                {"results":[{"id":"1","memory":"m"}],"relations":[
                 {"source":"alex","relationship":"plays","target":"cricket"},{"source":"alex"}]}""");

        assertThat(read.texts()).containsExactly("m", "alex plays cricket");
        assertThat(read.skipped()).hasSize(1);
    }

    @Test
    void bare_texts_are_taken_when_the_format_is_named() {
        ReadFile read = ReadFile.of("[\"likes tea\",\" \",3]".getBytes(StandardCharsets.UTF_8), null,
                ImportFormat.MEM0);

        assertThat(read.texts()).isEqualTo(List.of("likes tea"));
        assertThat(read.skipped()).hasSize(2);
    }
}
