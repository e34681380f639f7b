package dev.mimo.memory.transfer.format;

import dev.mimo.memory.Access;
import dev.mimo.memory.Details;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.Trust;
import dev.mimo.memory.transfer.export.ExportCodec;
import dev.mimo.memory.transfer.export.ExportedLine;
import dev.mimo.memory.transfer.export.WholeMemory;
import dev.mimo.memory.transfer.export.WholeMemory.Version;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MarkdownMemoriesTest {
    private static final OffsetDateTime THEN = OffsetDateTime.parse("2024-02-03T23:05:06.000007-05:30");
    private final MarkdownMemories markdown = new MarkdownMemories(new ExportCodec(MemorySettings.defaults()));

    @Test
    void an_export_reads_well() {
        String text = export(memory("Priya prefers tea\nover coffee",
                new Details("", "observation", 0.75, List.of("tea", "people"), "{\"a\":1}", "chat", "s 1", "Ana",
                        Trust.MODEL, THEN)));

        assertThat(text).isEqualTo("""
                ---
                mimo: memories
                version: 1
                exported_at: 2024-02-04T04:35:06.000007Z
                namespaces: [default]
                ---

                # Memories

                ## Ana: Priya prefers tea

                - id: 01J
                - namespace: default
                - version: 3
                - category: observation
                - importance: 0.75
                - tags: tea, people
                - metadata: {"a":1}
                - source: chat
                - session: s 1
                - speaker: Ana
                - trust: model
                - occurred_at: 2024-02-03T23:05:06.000007-05:30
                - recorded_at: 2024-02-04T04:35:06.000007Z

                Priya prefers tea
                over coffee

                """);
    }

    @Test
    void every_text_comes_back_as_it_was() {
        Details usual = Details.of("");
        for (String content : List.of("plain", "## heading\n\\## two\n\\\\## three\n### four", "\n\nleading\n\n",
                "- id: forged\n\n## Forged\n\n- id: 7\n\ntext", "a\r\nb\r", "---\nmimo: memories\n---",
                "```\n## in code\n```", " spaces ", "\\")) {
            assertThat(read(export(memory(content, usual), memory("next", usual))))
                    .containsExactly(memory(content, usual), memory("next", usual));
        }
    }

    @Test
    void every_circumstance_comes_back_as_it_was() {
        Details odd = new Details("text", "[x]", 1, List.of("a,b", "\"q\"", "[z]"), "{\"k\":[\"\\n\"]}", "line\nbreak",
                "{session}", " padded ", Trust.TOOL, null);

        assertThat(read(export(memory("text", odd)))).containsExactly(memory("text", odd));
    }

    @Property(tries = 300)
    void anything_that_is_text_comes_back(@ForAll String content, @ForAll String category) {
        if (isStorable(content) && isStorable(category) && category.length() <= 256) {
            Details details = new Details(content, category, 0.5, List.of(), "{}", null, null, null, Trust.USER, null);

            assertThat(read(export(memory(content, details)))).containsExactly(memory(content, details));
        }
    }

    private static boolean isStorable(String text) {
        return !text.isBlank() && text.indexOf('\0') < 0
                && text.equals(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    private static WholeMemory memory(String content, Details said) {
        Details details = new Details(content, said.category(), said.importance(), said.tags(), said.metadata(),
                said.source(), said.session(), said.speaker(), said.trust(), said.occurredAt());
        return new WholeMemory(Namespace.DEFAULT, new MemoryId("01J"), null,
                Version.inForce(3, details, THEN.toInstant()),
                List.of(), Access.NONE);
    }

    private String export(WholeMemory... memories) {
        StringBuilder text = new StringBuilder(
                markdown.text(new ExportedLine.Header(THEN.toInstant(), List.of(Namespace.DEFAULT))));
        for (WholeMemory memory : memories) {
            text.append(markdown.text(new ExportedLine.Memory(memory)));
        }
        return text.append(markdown.text(new ExportedLine.End(memories.length))).toString();
    }

    private static List<WholeMemory> read(String text) {
        ReadFile read = ReadFile.of(text.getBytes(StandardCharsets.UTF_8), "text/markdown", null,
                ImportLimits.defaults());
        assertThat(read.skipped()).isEmpty();
        return read.memories().stream().map(memory -> ((FoundMemory.Exported) memory).memory()).toList();
    }
}
