package dev.mimo.door.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class BuildStateTest {
    @TempDir
    Path target = Path.of("");

    @Test
    void without_a_sign_of_another_it_is_the_newest() {
        assertThat(BuildState.of(target.resolve("dist"))).isEqualTo(new BuildState.Newest());
    }

    @Test
    void one_that_is_being_made_is_told_with_its_log() throws IOException {
        lock(ProcessHandle.current().pid());
        Files.writeString(target.resolve("prepare.lock/making"), "building\n");

        assertThat(BuildState.of(target.resolve("dist")))
                .isEqualTo(new BuildState.BeingMade("building", target.resolve("build.log")));
    }

    @Test
    void one_that_failed_is_told_though_its_builder_left_a_lock() throws IOException {
        lock(999_999_999_999L);
        Files.createDirectories(target.resolve("dist/ready"));
        Files.createFile(target.resolve("dist/ready/failed"));

        assertThat(BuildState.of(target.resolve("dist"))).isEqualTo(new BuildState.Failed(target.resolve("build.log")));
    }

    private void lock(long pid) throws IOException {
        Files.createDirectories(target.resolve("prepare.lock"));
        Files.writeString(target.resolve("prepare.lock/pid"), pid + "\n");
    }
}
