package dev.mimo.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A source behind a real child process, which is killed.
class KilledSourceTest {
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final int TRIES_MAX = 20;

    @Test
    void the_tools_of_a_killed_child_are_gone_within_the_limit_and_a_listener_was_told() throws Exception {
        Duration took = kill();
        // the machine may be busy with something else just then
        for (int i = 1; i < TRIES_MAX && took.compareTo(LIMIT) >= 0; i++) {
            took = kill();
        }
        assertThat(took).isLessThan(LIMIT);
    }

    /// @return how long after its source's end the tools were gone
    private static Duration kill() throws Exception {
        ToolRegistry registry = new ToolRegistry();
        ChildSource child = new ChildSource();
        registry.register(child);
        CountDownLatch told = new CountDownLatch(1);
        registry.listen(told::countDown);
        assertThat(registry.find("child__echo")).isNotNull();

        long killed = System.nanoTime();
        // SIGKILL: the child has no chance to say goodbye
        child.process.destroyForcibly();
        boolean inTime = told.await(10, TimeUnit.SECONDS);
        Duration took = Duration.ofNanos(System.nanoTime() - killed);

        assertThat(inTime).isTrue();
        assertThat(registry.tools()).isEmpty();
        assertThat(registry.find("child__echo")).isNull();
        assertThat(child.process.waitFor()).isEqualTo(128 + 9);
        return took;
    }

    /// A child that would stay for a minute.
    private static final class ChildSource extends FakeSource {
        private final Process process;

        ChildSource() throws IOException {
            super("child", "echo");
            process = new ProcessBuilder("sleep", "60").start();
        }

        @Override
        public CompletableFuture<?> gone() {
            return process.onExit();
        }
    }
}
