package dev.mimo.door.cli;

import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProcessTextTest {
    private static final Path NONE = Path.of("there", "is", "none");

    @TempDir
    Path directory = Path.of("");

    @Test
    void any_text_is_taken_where_the_encoding_can_tell_it() {
        assertThatCode(() -> new ProcessText(List.of("remember", "Größe 😀 ไทย"), Map.of("MIMO_HOME", "/tmp/Größe"),
                "UTF-8", NONE).check()).doesNotThrowAnyException();
        assertThatCode(() -> new ProcessText(List.of("remember", "size"), Map.of("PS1", "Größe", "MIMO_HOME", "/tmp"),
                "ANSI_X3.4-1968", NONE).check()).doesNotThrowAnyException();
    }

    @Test
    void what_the_locale_cannot_tell_is_refused_with_a_way_out() {
        assertThatThrownBy(() -> new ProcessText(List.of("remember", "Gr\ufffd\ufffd\ufffd\ufffde"), Map.of(),
                "ANSI_X3.4-1968", NONE).check()).isInstanceOf(RefusedException.class)
                .hasMessageContaining("ANSI_X3.4-1968");
        assertThatThrownBy(() -> new ProcessText(List.of("list"), Map.of("MIMO_HOME", "/tmp/Gr\u00c3\u00b6"),
                "ISO-8859-1", NONE).check()).hasMessageContaining("MIMO_HOME");
    }

    @Test
    void bytes_that_are_no_text_are_refused_and_the_sign_for_them_is_not() throws IOException {
        Path given = Files.writeString(directory.resolve("given"), "mimo\0remember\0a \ufffd\0");
        Path lost = Files.write(directory.resolve("lost"), "mimo\0remember\0a \u00e4\0".getBytes(
                StandardCharsets.ISO_8859_1));
        List<String> arguments = List.of("remember", "a \ufffd");

        assertThatCode(() -> new ProcessText(arguments, Map.of(), "UTF-8", given).check()).doesNotThrowAnyException();
        assertThatThrownBy(() -> new ProcessText(arguments, Map.of(), "UTF-8", lost).check())
                .hasMessageContaining("is not UTF-8");
        assertThatThrownBy(() -> new ProcessText(arguments, Map.of(), "UTF-8", NONE).check())
                .hasMessageContaining("is not UTF-8");
    }
}
