package dev.mimo.storage.memory;

import dev.mimo.memory.Details;
import dev.mimo.memory.Filter;
import dev.mimo.memory.NewMemory;
import dev.mimo.storage.Durability;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SeveralProcessesTest {
    private static final int ROUNDS = 10;

    @TempDir
    Path folder;

    @Test
    void processes_see_each_others_writes_in_both_directions() throws Exception {
        Path file = folder.resolve("mimo.db");
        Process process = ChildProcesses.start(EchoingProcess.class, folder.resolve("errors"), file.toString());
        try (OpenStore open = OpenStore.at(file, Clock.systemUTC(), OpenStore.settings(Durability.FULL));
                BufferedReader answers = process.inputReader();
                PrintWriter words = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
            assertThat(answers.readLine()).as(Files.readString(folder.resolve("errors"))).isEqualTo("ready");
            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                String word = "zebra" + i;
                open.memories().add(EchoingProcess.NAMESPACE, List.of(NewMemory.of(Details.of("a " + word))));
                words.println(word);
                millis.add(Long.parseLong(Objects.requireNonNull(answers.readLine())) / 1_000);
                // it has been acknowledged over there, so it is here
                assertThat(EchoingProcess.finds(open, word + "echo")).isTrue();
            }
            // visible to the first search that begins after the commit; the middle is asked for, as the first
            // searches of a young process and a loaded machine take their time
            assertThat(millis.stream().sorted().toList().get(ROUNDS / 2)).isLessThan(100);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void processes_may_make_the_file_and_write_to_it_at_the_same_time() throws Exception {
        Path file = folder.resolve("mimo.db");
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(ChildProcesses.start(WritingProcess.class, folder.resolve("errors"), file.toString(),
                        "p" + i));
            }
            int acknowledged = 0;
            for (Process process : processes) {
                try (BufferedReader lines = process.inputReader()) {
                    for (int i = 0; i < 20; i++) {
                        String line = Objects.requireNonNullElse(lines.readLine(), "");
                        assertThat(line).as(Files.readString(folder.resolve("errors"))).endsWith(" .");
                        acknowledged += line.split(" ", -1).length - 1;
                    }
                    process.destroyForcibly();
                }
            }
            try (OpenStore open = OpenStore.at(file, Clock.systemUTC(), OpenStore.settings(Durability.FULL))) {
                assertThat(open.memories().count(WritingProcess.NAMESPACE, Filter.ALL))
                        .isGreaterThanOrEqualTo(acknowledged);
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }
}
