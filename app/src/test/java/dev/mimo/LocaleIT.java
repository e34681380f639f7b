package dev.mimo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The program as cron, systemd and containers start it: by its script, and with a locale that knows no letters but
/// those of ASCII. What is typed is in a script, since the process that runs this test may have such a locale itself.
class LocaleIT {
    private static final Path ROOT = Path.of(Objects.requireNonNullElse(System.getProperty("mimo.root"), ".."))
            .toAbsolutePath().normalize();

    private record Ended(int exit, String out, String err) {}

    @TempDir
    Path directory = Path.of("");

    /// A tree with the launcher's script and a run directory that starts the classes under test.
    @BeforeEach
    void install() throws IOException {
        Path root = Files.createDirectories(directory.toRealPath().resolve("tree"));
        Path ready = Files.createDirectories(root.resolve("app/target/dist/ready"));
        Files.copy(ROOT.resolve("mimo"), root.resolve("mimo"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(ready.resolve("where"), root + "\n" + root + "\n" + System.getProperty("java.home")
                + "/bin/java\n");
        Files.writeString(ready.resolve("stamp"), "");
        Files.writeString(root.resolve("cli.args"), String.join("\n", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8", "\"-Dmimo.dist=" + System.getProperty("mimo.dist") + "\"", "-cp",
                "\"" + System.getProperty("java.class.path") + "\"", ""));
        Files.copy(root.resolve("cli.args"), root.resolve("stdio.args"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unset LANG LC_ALL LC_CTYPE", "export LC_ALL=POSIX", "export LANG=xx_YY.UTF-8"})
    void arguments_home_and_files_are_what_was_given(String locale) throws Exception {
        Ended ended = run(locale, """
                export MIMO_HOME="$PWD/Größe ไทย"
                "$MIMO" remember 'Größe 😀 東京' --tag 'naïve' --no-wait
                mkdir 'Ordner ä' && cd 'Ordner ä' && printf '# Notes\\n\\n- Überfall in Köln\\n' > 'Datei ß.md'
                "$MIMO" import 'Datei ß.md'
                "$MIMO" list --json --tag 'naïve'
                "$MIMO" list --home "../Größe ไทย" --set mcp.namespace=größe
                """);

        assertThat(ended.err()).doesNotContain("setlocale", "Exception", "went wrong");
        assertThat(ended.out()).contains("Größe 😀 東京", "#naïve", "Überfall in Köln");
        assertThat(ended.out()).doesNotContain("\ufffd", "?");
        assertThat(run(locale, "ls -d Gr*").out()).isEqualTo("Größe ไทย\n");
    }

    @Test
    void stdio_has_the_home_and_the_namespace_that_were_named() throws Exception {
        Ended ended = run("export LC_ALL=C", """
                export MIMO_HOME="$PWD/Größe" MIMO_MCP_NAMESPACE=größe
                printf '%s\\n%s\\n' '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":\
                "2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}' '{"jsonrpc":"2.0","id":2,\
                "method":"tools/call","params":{"name":"remember","arguments":{"content":"Größe"}}}' | "$MIMO" stdio
                unset MIMO_MCP_NAMESPACE
                "$MIMO" list --json --namespace größe || "$MIMO" list --json
                """);

        assertThat(ended.out()).contains("\"content\":\"Größe\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"remember $'Gr\\xf6\\xdfe'", "remember x --key $'\\xff'", "list --home $'/tmp/\\xe4'",
            "recall $'\\xc3'", "stdio --home $'/tmp/\\xe4'"})
    void bytes_that_are_no_text_are_refused(String arguments) throws Exception {
        Ended ended = run("export LC_ALL=C", "MIMO_HOME=$PWD/home \"$MIMO\" " + arguments);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("is not UTF-8", "iconv");
        assertThat(Files.exists(directory.resolve("home"))).isFalse();
    }

    @Test
    void settings_that_are_no_text_are_refused_by_their_name() throws Exception {
        Ended ended = run("unset LANG", "MIMO_HOME=$'/tmp/\\xe4' \"$MIMO\" list");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("MIMO_HOME", "is not UTF-8");
    }

    @Test
    void java_alone_says_what_it_cannot_read() throws Exception {
        String java = "MIMO_HOME=$PWD/home '" + System.getProperty("java.home") + "/bin/java' @tree/cli.args "
                + "dev.mimo.Main ";

        assertThat(run("export LC_ALL=C", java + "remember 'Größe' --no-wait").exit()).isEqualTo(2);
        assertThat(run("export LC_ALL=C", java + "remember 'size' --no-wait").exit()).isZero();
        assertThat(run("export LC_ALL=C.UTF-8", java + "remember 'Größe' --no-wait").out()).contains("stored");
    }

    private Ended run(String locale, String script) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("script"), locale + "\nMIMO=$PWD/tree/mimo\n" + script);
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", file.toString())).directory(directory.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MIMO_"));
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ends in time").isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
