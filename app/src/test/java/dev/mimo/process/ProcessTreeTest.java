package dev.mimo.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Real programs, which start others.
@EnabledOnOs(OS.LINUX)
class ProcessTreeTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ProcessLauncher launcher = new ProcessLauncher();

    @AfterEach
    void close() {
        launcher.close();
    }

    @Test
    void a_program_that_ends_with_its_input_is_not_told_to() throws Exception {
        ProcessTree tree = start("trap 'echo told' TERM; while read -r line; do echo \"$line\"; done; echo bye");
        tree.input().write("hello\n".getBytes(StandardCharsets.UTF_8));
        tree.input().close();

        assertThat(lines(tree)).containsExactly("hello", "bye");
        tree.end(LONG, LONG);
        assertThat(tree.exit().get(1, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void children_and_theirs_end_with_it() throws Exception {
        ProcessTree tree = start("sh -c 'sleep 1000 & echo $!; wait' & echo $!; wait");
        List<Long> children = pids(tree, 2);
        assertThat(tree.usage().processes()).isEqualTo(3);

        tree.end(SHORT, LONG);

        assertThat(children).noneMatch(ProcessTreeTest::isAlive);
        assertThat(tree.usage().processes()).isZero();
    }

    @Test
    void those_end_too_that_heed_no_signal() throws Exception {
        ProcessTree tree = start("trap '' TERM HUP INT; (trap '' TERM; echo $$; while :; do sleep 1; done) & wait");
        pids(tree, 1);

        tree.end(SHORT, SHORT);

        assertThat(tree.usage().processes()).isZero();
        assertThat(tree.exit().get(1, TimeUnit.SECONDS)).isEqualTo(128 + 9);
    }

    @Test
    void one_that_left_for_a_session_of_its_own_is_still_known() throws Exception {
        ProcessTree tree = start("setsid sh -c 'echo $$; exec sleep 1000' & sleep 1000");
        List<Long> far = pids(tree, 1);

        tree.end(SHORT, LONG);

        assertThat(far).noneMatch(ProcessTreeTest::isAlive);
    }

    @Test
    void one_that_dropped_its_environment_is_still_known() throws Exception {
        ProcessTree tree = start("env -i sh -c 'echo $$; exec sleep 1000' & sleep 1000");
        List<Long> bare = pids(tree, 1);

        tree.end(SHORT, LONG);

        assertThat(bare).noneMatch(ProcessTreeTest::isAlive);
    }

    @Test
    void what_outlives_the_program_ends_when_the_tree_does() throws Exception {
        ProcessTree tree = start("sleep 1000 & echo $!");
        List<Long> left = pids(tree, 1);
        tree.exit().get(5, TimeUnit.SECONDS);
        assertThat(left).allMatch(ProcessTreeTest::isAlive);

        tree.end(SHORT, LONG);

        assertThat(left).noneMatch(ProcessTreeTest::isAlive);
    }

    @Test
    void another_tree_is_not_touched() throws Exception {
        ProcessTree one = start("echo $$; exec sleep 1000");
        ProcessTree other = start("echo $$; exec sleep 1000");
        pids(one, 1);
        pids(other, 1);

        one.end(SHORT, LONG);

        assertThat(isAlive(other.pid())).isTrue();
        assertThat(other.usage().processes()).isEqualTo(1);
        other.end(Duration.ZERO, LONG);
    }

    @Test
    void it_says_what_it_uses() throws Exception {
        ProcessTree tree = start("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; sleep 1000 & echo $$; wait");
        pids(tree, 1);

        TreeUsage usage = tree.usage();

        assertThat(usage.processes()).isEqualTo(2);
        assertThat(usage.residentBytes()).isBetween(500_000L, 50_000_000L);
        assertThat(usage.cpu()).isPositive();
        tree.end(Duration.ZERO, LONG);
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        assertThatThrownBy(() -> launcher.start(new ProcessCommand(List.of("no-such-program"), Map.of(), null)))
                .isInstanceOf(IOException.class).hasMessageContaining("'no-such-program' is not found on the PATH");
        assertThatThrownBy(() -> launcher.start(new ProcessCommand(List.of("./none"), Map.of(), Path.of("/tmp"))))
                .isInstanceOf(IOException.class).hasMessageContaining("'./none' is no program");
    }

    @Test
    void it_gets_the_environment_of_its_command_and_no_other() throws Exception {
        ProcessTree tree = launcher.start(new ProcessCommand(List.of("env"),
                Map.of("PATH", "/usr/bin:/bin", "GIVEN", "yes"), null));

        assertThat(lines(tree)).hasSize(3).contains("GIVEN=yes", "PATH=/usr/bin:/bin")
                .anyMatch(line -> line.startsWith("MIMO_PROCESS_TREE="));
        tree.end(LONG, LONG);
    }

    @Test
    void closing_the_launcher_ends_what_is_left() throws Exception {
        ProcessTree tree = start("setsid sh -c 'echo $$; exec sleep 1000' & echo $$; sleep 1000");
        List<Long> all = pids(tree, 2);

        launcher.close();

        assertThat(all).noneMatch(ProcessTreeTest::isAlive);
        assertThatThrownBy(() -> start("true")).isInstanceOf(IOException.class).hasMessageContaining("is ending");
    }

    private ProcessTree start(String script) throws IOException {
        return launcher.start(new ProcessCommand(List.of("sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), null));
    }

    private static List<String> lines(ProcessTree tree) {
        return new BufferedReader(new InputStreamReader(tree.output(), StandardCharsets.UTF_8)).lines().toList();
    }

    /// Numbers that the tree says, a line each.
    private static List<Long> pids(ProcessTree tree, int count) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(tree.output(), StandardCharsets.UTF_8));
        List<Long> pids = new ArrayList<>();
        while (pids.size() < count) {
            pids.add(Long.parseLong(String.valueOf(reader.readLine())));
        }
        return pids;
    }

    private static boolean isAlive(long pid) {
        return ProcessTable.find(pid) != null;
    }
}
