package dev.mimo.skills.run;

import dev.mimo.mcp.client.transport.Redaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SkillLogTest {
    private static final long FILE_BYTES_MAX = 1 << 20;

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("logs").resolve("a.log");
    }

    @Test
    void what_is_said_is_kept_line_by_line_without_secrets() throws IOException {
        SkillLog log = new SkillLog(file, new Redaction(List.of("hunter2-secret")));
        log.note("started");
        say(log, "one\r\nthe key is hunter2-secret\nno end");

        assertThat(Files.readAllLines(file)).containsExactly("-- started", "one", "the key is [redacted]", "no end");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void a_line_without_end_is_cut() throws IOException {
        say(log(), "x".repeat(20_000));

        assertThat(Files.readAllLines(file)).hasSize(3).allMatch(line -> line.length() <= 8 << 10);
    }

    @Test
    void two_programs_of_a_skill_that_overlap_share_one_bound() throws IOException {
        SkillLog first = log();
        SkillLog second = log();
        String line = "y".repeat(8_000);
        for (int i = 0; i < 150; i++) {
            first.note(line);
            second.note(line);
        }

        assertThat(size(file)).isLessThanOrEqualTo(FILE_BYTES_MAX);
        assertThat(folder.resolve("logs").resolve("a.log.1")).exists();
        try (var files = Files.list(folder.resolve("logs"))) {
            assertThat(files.mapToLong(SkillLogTest::size).sum()).isBetween(FILE_BYTES_MAX, 2 * FILE_BYTES_MAX);
        }
    }

    @Test
    void a_program_that_is_started_again_and_again_leaves_no_file_open() {
        for (int i = 0; i < 50; i++) {
            log().note("started");
        }

        assertThat(openFiles()).noneMatch(file::equals);
    }

    @Test
    void a_file_that_somebody_removed_is_made_anew() throws IOException {
        SkillLog log = log();
        log.note("before");
        Files.delete(file);

        log.note("after");

        assertThat(Files.readAllLines(file)).containsExactly("-- after");
    }

    private SkillLog log() {
        return new SkillLog(file, new Redaction(List.of()));
    }

    private static void say(SkillLog log, String text) throws IOException {
        try (InputStream in = log.keeping(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            in.readAllBytes();
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> openFiles() {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.map(SkillLogTest::target).toList();
        } catch (IOException _) {
            // not on Linux
            return List.of();
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException _) {
            return link;
        }
    }
}
