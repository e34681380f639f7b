package dev.mimo.memory.transfer.format;

import dev.mimo.memory.Details;
import dev.mimo.memory.Trust;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KnowledgeGraphReaderTest {
    private static final String LINES = """
            {"type":"entity","name":"Alice","entityType":"person","observations":["works at Acme","likes tea"]}
            {"type":"entity","name":"Acme","entityType":"company","observations":[]}
            {"type":"relation","from":"Alice","to":"Acme","relationType":"works_at"}
            """;

    @Test
    void observations_and_relations_become_memories_that_read_by_themselves() {
        ReadFile read = ReadFile.of(LINES);

        assertThat(read.format()).isEqualTo(ImportFormat.MCP_MEMORY);
        assertThat(read.texts()).containsExactly("Alice: works at Acme", "Alice: likes tea", "Acme: company",
                "Alice works_at Acme");
        assertThat(read.details()).extracting(Details::category).containsExactly("observation", "observation", "fact",
                "fact");
        assertThat(read.details()).extracting(Details::tags).containsExactly(List.of("Alice", "person"),
                List.of("Alice", "person"), List.of("Acme", "company"), List.of("Alice", "Acme"));
        assertThat(read.only().metadata()).isEqualTo("{\"entity\":\"Alice\",\"entity_type\":\"person\"}");
        assertThat(read.only().trust()).isEqualTo(Trust.MODEL);
        assertThat(read.only().session()).isNull();
        assertThat(read.skipped()).isEmpty();
    }

    @Test
    void the_older_object_and_a_hand_made_array_say_the_same() {
        String object = """
                {
                  "entities": [{"name":"Alice","entityType":"person","observations":["works at Acme","likes tea"]},
                    {"name":"Acme","entityType":"company","observations":[]}],
                  "relations": [{"from":"Alice","to":"Acme","relationType":"works_at"}]
                }""";
        String array = "[" + String.join(",", LINES.strip().split("\n", -1)) + "]";

        assertThat(ReadFile.of(object).keys()).isEqualTo(ReadFile.of(LINES).keys());
        assertThat(ReadFile.of(array).keys()).isEqualTo(ReadFile.of(LINES).keys());
        assertThat(ReadFile.of(object.replaceAll("\\s+", " ")).keys()).isEqualTo(ReadFile.of(LINES).keys());
    }

    @Test
    void broken_lines_cost_no_other_even_the_first() {
        // as servers that wrote at the same time, or were killed while writing, have left them
        ReadFile read = ReadFile.of("""
                {"type":"entity","name":"Al
                \uFEFF
                {"type":"entity","name":"Bo","entityType":"person","observations":["sings",null,7,"  "]}
                {"type":"relation","from":"Bo","to":"X","relationType":"r"}{"type":"entity","name":"X","entityType":"t"}
                {"type":"relation","from":"Bo","to":"X"}
                {"type":"entity","entityType":"person","observations":["nobody"]}
                {"type":"entity","name":"Y","observations":"not a list"}
                {"type":"entity","name":"Y","name":"Z","entityType":"t","observations":["twice"]}
                [1]
                {"type":"other"}
                {"type":"entity","name":"Cut","entityType":"t","observations":["one","t""");

        assertThat(read.texts()).containsExactly("Bo: sings", "Bo r X", "X: t");
        assertThat(read.skipped()).hasSize(11);
        assertThat(read.skipped()).anyMatch(said -> said.startsWith("line 1 is not valid JSON"))
                .contains("line 3, observations[1] is no text")
                .contains("line 5 is a relation that lacks 'from', 'to' or 'relationType'")
                .contains("line 6 is an entity without a name")
                .contains("line 7 is an entity whose observations are no list")
                .contains("line 8 'name' is given twice")
                .contains("line 10 is neither an entity nor a relation");
    }

    @Test
    void an_empty_graph_is_recognized() {
        assertThat(ReadFile.of("{\"entities\":[],\"relations\":[]}").format()).isEqualTo(ImportFormat.MCP_MEMORY);
    }

    @Test
    void a_line_that_is_too_long_is_passed_over() {
        ReadFile read = ReadFile.of(LINES + "{\"type\":\"entity\",\"name\":\"" + "x".repeat(30_000) + "\"}\n" + LINES);

        assertThat(read.texts()).hasSize(8);
        assertThat(read.skipped()).containsExactly("line 4 is longer than 20,000 bytes");
    }
}
