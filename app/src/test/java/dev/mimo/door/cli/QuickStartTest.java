package dev.mimo.door.cli;

import dev.mimo.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuickStartTest {
    @TempDir
    Path home = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"serve", "serve --port 0", "serve -p 4100 --host 0.0.0.0", "serve --home /data --port 9",
            "stdio", "stdio --home /data"})
    void a_usual_line_is_read_as_picocli_reads_it(String line) {
        FakeProgram quick = new FakeProgram(home);
        FakeProgram thorough = new FakeProgram(home);
        ByteArrayOutputStream quickSaid = new ByteArrayOutputStream();
        ByteArrayOutputStream thoroughSaid = new ByteArrayOutputStream();

        assertThat(new QuickStart(quick, terminal(quickSaid)).run(line.split(" "))).hasValue(0);
        assertThat(Main.commandLine(thorough, terminal(thoroughSaid)).run(line.split(" "))).isZero();

        assertThat(quick.served).isEqualTo(thorough.served);
        assertThat(quick.calls.called).isEqualTo(thorough.calls.called);
        assertThat(quickSaid.toString(StandardCharsets.UTF_8)).isEqualTo(thoroughSaid.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "recall tea", "help", "serve --help", "serve --port", "serve --port x", "serve --port=0",
                    "serve -p 1 --port 2", "serve --port -1", "serve --nonsense 1", "serve extra", "stdio --port 1",
                    "stdio --home", "stdio --home a --home b", "serve --set http.port=1"})
    void anything_else_is_left_to_picocli(String line) {
        FakeProgram program = new FakeProgram(home);
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        assertThat(new QuickStart(program, terminal(said)).run(line.split(" "))).isEmpty();

        assertThat(program.served).isEqualTo(SettingOverrides.NONE);
        assertThat(program.calls.called).isEmpty();
        assertThat(said.size()).isZero();
    }

    private static Terminal terminal(ByteArrayOutputStream said) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Terminal(new ByteArrayInputStream(new byte[0]), out, out, Clock.systemUTC(), false, "mimo",
                "/opt/mimo/mimo");
    }
}
