package dev.mimo.memory.transfer.format;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ImportFileTest {
    private static final String MIMO = """
            {"kind":"mimo-export","version":1,"exported_at":"2024-01-01T00:00:00Z","namespaces":["a","default"]}
            {"kind":"memory","id":"1","namespace":"a","content":"of a","recorded_at":"2024-01-01T00:00:00Z"}
            {"kind":"memory","id":"2","namespace":"default","content":"ours","recorded_at":"2024-01-01T00:00:00Z"}
            {"kind":"memory","id":"3","namespace":"default","content":"no time"}
            {"kind":"fact","subject":"x"}
            {"kind":"fact","subject":"y"}
            {"kind":"mimo-export-end","memories":3}
            """;

    @Test
    void of_an_export_of_several_namespaces_only_the_one_asked_for_is_taken() {
        ReadFile read = ReadFile.of(MIMO);

        assertThat(read.format()).isEqualTo(ImportFormat.MIMO);
        assertThat(read.texts()).containsExactly("ours");
        assertThat(read.leftOut()).isEqualTo(Map.of("memories of other namespaces", 1));
        assertThat(read.skipped()).containsExactly("line 4 'recorded_at' is required",
                "lines of the kind 'fact' are unknown to this Mimo (2)");
    }

    @Test
    void an_export_of_other_namespaces_or_of_a_newer_mimo_is_refused() {
        assertThat(refusal(MIMO.replace("default", "b"), null, null).remedy()).contains("(a, b)");
        assertThat(refusal(MIMO.replace("\"version\":1", "\"version\":2"), null, null).detail()).contains("newer");
    }

    @Test
    void an_export_of_one_namespace_goes_wherever_it_is_asked_to() {
        assertThat(ReadFile.of(MIMO.replace("[\"a\",\"default\"]", "[\"a\"]")).texts()).containsExactly("of a", "ours");
    }

    @Test
    void an_export_that_was_cut_off_says_so() {
        String cut = MIMO.substring(0, MIMO.indexOf("{\"kind\":\"mimo-export-end"));

        assertThat(ReadFile.of(cut).leftOut()).containsKey(MimoReader.CUT_OFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "hello", "hello, world\nmore", "{}", "[]", "[1,2,3]", "{\"a\":1}", "null",
            "{\"kind\":\"other\"}", "[{\"role\":\"user\",\"content\":\"hi\"}]", "id,text\n1,tea\n", "<html></html>",
            "PK\u0003\u0004", "{\"broken", "\u0000\u0001\u0002"})
    void what_is_none_of_the_formats_is_refused_and_all_of_them_are_named(String text) {
        assertThat(refusal(text, "application/json", null).remedy() + refusal(text, null, null).remedy())
                .containsAnyOf("mimo, mcp-memory, mem0, chatgpt, claude, markdown", "Pack it again");
    }

    @Test
    void text_is_markdown_when_it_is_called_so_but_not_what_is_no_text() {
        assertThat(ReadFile.of("hello".getBytes(StandardCharsets.UTF_8), "text/markdown; charset=utf-8", null).texts())
                .containsExactly("hello");
        assertThat(ReadFile.of("[a link](b) in text".getBytes(StandardCharsets.UTF_8), "text/markdown", null).texts())
                .hasSize(1);
        assertThat(catchThrowableOfType(RefusedException.class,
                () -> ReadFile.of(new byte[]{'#', ' ', (byte) 0xC3, 'x'}, "text/markdown", null))).isNotNull();
    }

    @Test
    void a_file_of_another_format_than_was_named_is_refused() {
        assertThat(refusal(MIMO, null, ImportFormat.MEM0).detail()).contains("is of the format mimo, not mem0");
        assertThat(ReadFile.of("[]".getBytes(StandardCharsets.UTF_8), null, ImportFormat.CHATGPT).memories()).isEmpty();
    }

    @Test
    void invalid_utf_8_costs_one_line_of_lines() {
        String lines = """
                {"type":"entity","name":"A","observations":["caf\u00e9"]}
                {"type":"entity","name":"B","observations":["fine"]}
                """;
        ReadFile read = ReadFile.of(lines.getBytes(StandardCharsets.ISO_8859_1), null, null);

        assertThat(read.texts()).containsExactly("B: fine");
        assertThat(read.skipped()).containsExactly("line 1 is not valid UTF-8 from here on");
    }

    @Test
    void an_archive_that_unpacks_to_far_more_than_its_size_is_refused() {
        String bomb = "[{\"mapping\":{},\"x\":\"" + "a".repeat(1 << 21) + "\"}]";
        RefusedException refused = catchThrowableOfType(RefusedException.class,
                () -> ReadFile.of(ReadFile.zip(Map.of("conversations.json", bomb)), null, ImportFormat.CHATGPT,
                        new ImportLimits(1 << 24, 5, 1 << 30, 10, 5)));

        assertThat(refused.refusal()).isInstanceOf(Refusal.TooLarge.class);
    }

    @Test
    void archives_of_too_much_or_too_many_are_refused() {
        Map<String, String> many = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            many.put(i + ".md", "- a");
        }
        Map<String, String> much = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            much.put(i + ".md", "- words\n".repeat(125_000));
        }

        for (Map<String, String> files : List.of(many, much)) {
            RefusedException refused = catchThrowableOfType(RefusedException.class,
                    () -> ReadFile.of(ReadFile.zip(files), null, null));
            assertThat(refused.refusal()).isInstanceOf(Refusal.TooLarge.class);
        }
    }

    @Test
    void a_damaged_file_of_an_archive_costs_no_other() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(0);
            for (String name : List.of("a.md", "b.md")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(
                        ("- words of " + name + "\n" + "- filling\n".repeat(20_000)).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        byte[] archive = bytes.toByteArray();
        // in the middle of the first file, which is stored as it is: its block says a length that is not so
        for (int i = 100_000; i < 100_400; i++) {
            archive[i] = (byte) 0xFF;
        }
        ReadFile read = ReadFile.of(archive, null, null);

        assertThat(read.texts()).contains("words of b.md");
        assertThat(read.skipped()).hasSize(1);
    }

    @Test
    void deep_nesting_is_a_fault_of_its_item_alone() {
        String deep = "{\"memory\":\"deep\",\"user_id\":\"u\",\"metadata\":" + "[".repeat(400) + "]".repeat(400) + "}";
        ReadFile read = ReadFile.of("[" + deep + ",{\"memory\":\"flat\",\"user_id\":\"u\"}]");

        assertThat(read.texts()).containsExactly("flat");
        assertThat(read.skipped()).singleElement().asString().contains("nested deeper");
    }

    @Test
    void nothing_that_is_no_file_of_ours_breaks_a_reader() {
        Random random = new Random(7);
        List<byte[]> files = new ArrayList<>(List.of(MIMO.getBytes(StandardCharsets.UTF_8),
                ReadFile.zip(Map.of("conversations.json", "[{\"uuid\":\"a\",\"chat_messages\":[{\"text\":\"x\"}]}]")),
                "# T\n- a\n\n```\nb\n```\n".getBytes(StandardCharsets.UTF_8),
                "{\"entities\":[{\"name\":\"a\",\"observations\":[\"b\"]}]}".getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 500; i++) {
            byte[] file = files.get(i % files.size()).clone();
            for (int changes = random.nextInt(6); changes >= 0; changes--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            ImportFormat asked = asked(random);
            assertThatCode(() -> readOrRefuse(file, asked)).doesNotThrowAnyException();
        }
    }

    private static @Nullable ImportFormat asked(Random random) {
        List<ImportFormat> all = List.of(ImportFormat.values());
        return random.nextBoolean() ? null : all.get(random.nextInt(all.size()));
    }

    private static void readOrRefuse(byte[] file, @Nullable ImportFormat asked) {
        try {
            ReadFile.of(file, null, asked);
        } catch (RefusedException _) {
            // an answer
        }
    }

    private static Refusal refusal(String text, @Nullable String mediaType, @Nullable ImportFormat asked) {
        RefusedException refused = catchThrowableOfType(RefusedException.class,
                () -> ReadFile.of(text.getBytes(StandardCharsets.UTF_8), mediaType, asked));
        assertThat(refused).as(text).isNotNull();
        return refused.refusal();
    }
}
