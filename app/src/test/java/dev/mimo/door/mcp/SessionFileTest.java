package dev.mimo.door.mcp;

import dev.mimo.mcp.http.SessionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SessionFileTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void the_key_and_those_that_ended_are_there_after_a_restart_for_as_long_as_they_matter() {
        SessionFile first = open(NOW);
        SessionStore.Ended soon = new SessionStore.Ended("aa", NOW.plusSeconds(10));
        SessionStore.Ended late = new SessionStore.Ended("bb", NOW.plusSeconds(100));
        first.ended(soon);
        first.ended(late);

        SessionFile second = open(NOW);
        assertThat(second.key()).isEqualTo(first.key()).hasSize(SessionStore.KEY_BYTES);
        assertThat(second.ended()).containsExactly(soon, late);
        assertThat(open(NOW.plusSeconds(50)).ended()).containsExactly(late);
    }

    @Test
    void a_file_that_is_no_such_file_is_made_anew() throws IOException {
        for (String junk : new String[]{"", "junk!\n", "c2hvcnQ=\n", "\0\1\2\n"}) {
            Files.writeString(folder.resolve("sessions"), junk);

            byte[] key = open(NOW).key();

            assertThat(key).hasSize(SessionStore.KEY_BYTES);
            assertThat(open(NOW).key()).isEqualTo(key);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_the_owner_can_read_it() throws IOException {
        open(NOW);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("sessions"))))
                .isEqualTo("rw-------");
    }

    private SessionFile open(Instant now) {
        return SessionFile.open(folder.resolve("sessions"), now);
    }
}
