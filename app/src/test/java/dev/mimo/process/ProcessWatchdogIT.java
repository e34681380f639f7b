package dev.mimo.process;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/// A program that starts trees, and is killed.
@EnabledOnOs(OS.LINUX)
class ProcessWatchdogIT {
    private static final int TREES = 10;

    /// Starts trees, says the numbers of all their processes, and waits to be killed.
    public static final class Owner {
        public static void main(String[] words) throws Exception {
            ProcessLauncher launcher = new ProcessLauncher();
            String stubborn = "trap '' TERM HUP; setsid sh -c 'echo $$; exec sleep 1000' & echo $$; sleep 1000 & wait";
            for (int i = 0; i < TREES; i++) {
                ProcessTree tree = launcher.start(new ProcessCommand(List.of("sh", "-c", stubborn),
                        Map.of("PATH", "/usr/bin:/bin"), null));
                BufferedReader out = new BufferedReader(new InputStreamReader(tree.output(), StandardCharsets.UTF_8));
                System.out.println(out.readLine() + " " + out.readLine());
            }
            System.out.println(ProcessHandle.current().children().map(ProcessHandle::pid).toList());
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    @Test
    void nothing_outlives_a_mimo_that_is_killed() throws Exception {
        Process owner = owner();
        List<Long> processes = processes(owner);

        owner.destroyForcibly().waitFor();

        assertGoneWithin(Duration.ofSeconds(5), processes);
    }

    @Test
    void what_outlived_its_watchdog_too_is_ended_by_the_next_start() throws Exception {
        Process owner = owner();
        List<Long> processes = processes(owner);
        ProcessHandle watchdog = owner.children().filter(child -> child.info().commandLine().orElse("")
                .contains("mimo-watchdog")).findFirst().orElseThrow();
        watchdog.destroyForcibly();
        owner.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(processes).allMatch(pid -> ProcessTable.find(pid) != null);

        assertThat(OrphanReaper.reap()).isGreaterThanOrEqualTo(2 * TREES);

        assertGoneWithin(Duration.ofSeconds(5), processes);
    }

    @Test
    void the_trees_of_a_mimo_that_runs_are_left_alone() throws Exception {
        Process owner = owner();
        List<Long> processes = processes(owner);

        OrphanReaper.reap();

        assertThat(processes).allMatch(pid -> ProcessTable.find(pid) != null);
        owner.destroyForcibly().waitFor();
    }

    private static void assertGoneWithin(Duration limit, List<Long> processes) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        while (processes.stream().anyMatch(pid -> ProcessTable.find(pid) != null) && System.nanoTime() < until) {
            Thread.sleep(20);
        }
        assertThat(processes).noneMatch(pid -> ProcessTable.find(pid) != null);
    }

    private static Process owner() throws Exception {
        return new ProcessBuilder(Path.of(String.valueOf(System.getProperty("java.home")), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", String.valueOf(System.getProperty("java.class.path")),
                Owner.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static List<Long> processes(Process owner) throws Exception {
        BufferedReader out = new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8));
        List<Long> pids = new ArrayList<>();
        for (int i = 0; i < TREES; i++) {
            for (String pid : String.valueOf(out.readLine()).split(" ", -1)) {
                pids.add(Long.parseLong(pid));
            }
        }
        // the owner has looked at its children, so all are there
        out.readLine();
        return pids;
    }
}
