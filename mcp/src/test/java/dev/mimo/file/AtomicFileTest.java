package dev.mimo.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void a_file_takes_the_place_of_the_one_before_and_leaves_no_draft() throws IOException {
        Path file = folder.resolve("one");

        AtomicFile.write(file, "old");
        AtomicFile.write(file, "new", AtomicFile.Option.FORCED);

        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryContaining("glob:**/one").isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_its_owner_reads_a_file_where_that_is_asked() throws IOException {
        Path secret = folder.resolve("secret");
        Path usual = folder.resolve("usual");

        AtomicFile.write(secret, "s", AtomicFile.Option.OWNER_ONLY);
        AtomicFile.write(usual, "u");

        assertThat(Files.getPosixFilePermissions(secret)).containsExactlyInAnyOrder(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(Files.getPosixFilePermissions(usual))
                .isEqualTo(Files.getPosixFilePermissions(Files.createFile(folder.resolve("any"))));
    }

    @Test
    void what_cannot_take_the_place_leaves_it_as_it_was() throws IOException {
        Path taken = folder.resolve("taken");
        Files.createDirectories(taken.resolve("by"));

        assertThatThrownBy(() -> AtomicFile.write(taken, "x")).isInstanceOf(IOException.class);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }
}
