package dev.mimo.memory.transfer.export;

import dev.mimo.call.RequestJson;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.memory.Access;
import dev.mimo.memory.Details;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.Trust;
import dev.mimo.memory.transfer.export.WholeMemory.Stretch;
import dev.mimo.memory.transfer.export.WholeMemory.Version;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExportCodecTest {
    private static final Instant T0 = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant T1 = Instant.parse("2024-01-02T00:00:00.000001Z");
    private static final Instant T2 = Instant.parse("2024-01-03T00:00:00Z");
    private final ExportCodec codec = new ExportCodec(MemorySettings.defaults());

    @Test
    void a_plain_memory_is_a_short_line() {
        WholeMemory memory = new WholeMemory(new Namespace("team"), new MemoryId("01J"), null,
                Version.inForce(1, Details.of("tea"), T0), List.of(), Access.NONE);

        assertThat(line(new ExportedLine.Memory(memory))).isEqualTo("{\"kind\":\"memory\",\"id\":\"01J\","
                + "\"namespace\":\"team\",\"version\":1,\"content\":\"tea\",\"category\":\"fact\",\"importance\":0.5,"
                + "\"tags\":[],\"metadata\":{},\"trust\":\"user\",\"recorded_at\":\"2024-01-01T00:00:00Z\"}");
    }

    @Test
    void all_of_a_memory_comes_back() {
        Details first = new Details("tea", "fact", 0.25, List.of("a"), "{\"n\":1.5,\"d\":{\"x\":null}}", "s", "t",
                "sp", Trust.DOCUMENT, OffsetDateTime.parse("2024-01-01T00:30:00+05:45"));
        WholeMemory memory = new WholeMemory(Namespace.DEFAULT, new MemoryId("01J"), "mine",
                new Version(1, first, T0, List.of(new Stretch(T0, T1), new Stretch(T2, null))),
                List.of(new Version(2, Details.of("coffee"), T1, List.of(new Stretch(T1, T2)))),
                new Access(7, T2, 3));

        assertThat(read(line(new ExportedLine.Memory(memory))))
                .isEqualTo(new ExportedLine.Memory(memory));
    }

    @Test
    void other_lines_come_back_and_kinds_of_later_are_known_as_unknown() {
        ExportedLine header = new ExportedLine.Header(T0, List.of(Namespace.DEFAULT, new Namespace("b")));

        assertThat(read(line(header))).isEqualTo(header);
        assertThat(read(line(new ExportedLine.End(9))))
                .isEqualTo(new ExportedLine.End(9));
        assertThat(read("{\"kind\":\"fact\",\"x\":1}"))
                .isEqualTo(new ExportedLine.Unknown("fact"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"kind\":\"memory\"}", "{\"kind\":7}",
            "{\"kind\":\"memory\",\"id\":\"a\",\"content\":\"x\"}",
            "{\"kind\":\"memory\",\"id\":\"a\",\"content\":\" \",\"recorded_at\":\"2024-01-01T00:00:00Z\"}",
            "{\"kind\":\"memory\",\"id\":\"a\",\"content\":\"x\",\"recorded_at\":\"2024-01-01T00:00:00Z\",\"y\":1}",
            "{\"kind\":\"memory\",\"id\":\"a\",\"content\":\"x\",\"recorded_at\":\"2024-01-01T00:00:00Z\","
                    + "\"importance\":2}",
            "{\"kind\":\"memory\",\"id\":\"a\",\"content\":\"x\",\"recorded_at\":\"2024-01-01T00:00:00Z\","
                    + "\"versions\":[{\"version\":1,\"content\":\"y\",\"recorded_at\":\"2024-01-01T00:00:00Z\","
                    + "\"known\":[{\"from\":\"2023-01-01T00:00:00Z\",\"to\":\"2024-01-01T00:00:00Z\"}]}]}",
            "{\"kind\":\"mimo-export\",\"version\":2,\"namespaces\":[]}"})
    void what_is_no_line_is_refused(String line) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void a_history_that_cannot_have_been_is_told() {
        assertThat(history(stretch(T0, null))).isNull();
        assertThat(history(stretch(T0, T0), stretch(T0, T1), stretch(T1, null))).isNull();
        assertThat(history(stretch(T0, T1))).contains("no version in force");
        assertThat(history(stretch(T0, T2), stretch(T1, null))).contains("two versions in force");
        assertThat(history(stretch(T0, T1), stretch(T2, T1), stretch(T2, null))).contains("ends before it begins");
        assertThat(history(stretch(T1, null))).contains("before or after it was recorded");
        assertThat(history(stretch(T0, null), stretch(T1, null))).contains("two versions in force");
    }

    private static Stretch stretch(Instant from, @Nullable Instant to) {
        return new Stretch(from, to);
    }

    private static @Nullable String history(Stretch... known) {
        return new WholeMemory(Namespace.DEFAULT, new MemoryId("a"), null,
                new Version(1, Details.of("x"), T0, List.of(known)), List.of(), Access.NONE).contradiction();
    }

    private String line(ExportedLine line) {
        return Json.text(codec.write(line));
    }

    private ExportedLine read(String line) {
        return codec.read(RequestJson.object(line.getBytes(StandardCharsets.UTF_8), JsonLimits.defaults()));
    }
}
