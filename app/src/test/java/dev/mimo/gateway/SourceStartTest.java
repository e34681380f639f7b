package dev.mimo.gateway;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SourceStartTest {
    @TempDir
    Path home = Path.of("");
    private final CountDownLatch mayStart = new CountDownLatch(1);
    private final Semaphore heard = new Semaphore(0);

    @Test
    void after_a_restart_the_same_tools_are_there_before_their_source_is_and_nobody_notices() throws Exception {
        ToolRegistry before = registry();
        startAndAwait(before, new FakeSource("files", "read", "write"));
        List<ToolDefinition> listed = before.tools();

        // the process ended here: nothing was closed, and all that is left is the folder
        ToolRegistry after = registry();
        try (SourceStart start = begin(after, held(new FakeSource("files", "read", "write")))) {
            awaitHeard();
            assertThat(after.tools()).isEqualTo(listed);
            CompletableFuture<ToolResult> waiting = callAsync(after, "files__read");
            assertThat(waiting).isNotDone();

            mayStart.countDown();
            assertThat(waiting.get(10, TimeUnit.SECONDS).structured())
                    .isEqualTo(JsonNodeFactory.instance.stringNode("files/read"));
            assertThat(after.tools()).isEqualTo(listed);
            assertThat(heard.availablePermits()).as("nothing changed for those who list").isZero();
            start.relist();
            assertThat(heard.availablePermits()).isZero();
        }
        assertThat(after.tools()).isEmpty();
        assertThat(heard.availablePermits()).isEqualTo(1);
    }

    @Test
    void a_source_that_comes_back_with_other_tools_is_replaced_as_a_whole_and_told_once() throws Exception {
        startAndAwait(registry(), new FakeSource("files", "read", "write"));
        ToolRegistry after = registry();
        try (SourceStart _ = begin(after, held(new FakeSource("files", "read", "stat")))) {
            awaitHeard();
            CompletableFuture<ToolResult> kept = callAsync(after, "files__read");
            CompletableFuture<ToolResult> lost = callAsync(after, "files__write");
            mayStart.countDown();

            awaitHeard();
            assertThat(names(after)).containsExactly("files__read", "files__stat");
            assertThat(kept.get(10, TimeUnit.SECONDS).error()).isFalse();
            assertThatThrownBy(() -> lost.get(10, TimeUnit.SECONDS)).cause()
                    .isInstanceOfSatisfying(RefusedException.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.NotFound.class));
            assertThat(heard.availablePermits()).isZero();
        }
        assertThat(Objects.requireNonNull(manifests().find("files")).tools()).extracting(ToolDefinition::name)
                .containsExactly("read", "stat");
    }

    @Test
    void a_source_that_was_never_seen_is_offered_once_it_has_started() throws Exception {
        ToolRegistry registry = registry();
        try (SourceStart start = begin(registry, held(new FakeSource("files", "read")))) {
            assertThat(registry.tools()).isEmpty();
            start.relist();
            mayStart.countDown();
            awaitHeard();
            assertThat(names(registry)).containsExactly("files__read");
        }
    }

    @Test
    void a_call_waits_no_longer_than_the_limit() throws Exception {
        startAndAwait(registry(), new FakeSource("files", "read"));
        ToolRegistry impatient = new ToolRegistry(new GatewaySettings(10, Duration.ofMillis(30), 1 << 20));
        try (SourceStart _ = begin(impatient, held(new FakeSource("files", "read")))) {
            assertThatThrownBy(() -> call(impatient, "files__read")).isInstanceOfSatisfying(RefusedException.class,
                    refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Unavailable.class));
            assertThat(names(impatient)).as("still being started").containsExactly("files__read");
        }
    }

    @Test
    void a_source_that_cannot_start_takes_its_tools_away_and_who_waited_is_told() throws Exception {
        startAndAwait(registry(), new FakeSource("files", "read"));
        ToolRegistry after = registry();
        try (SourceStart _ = begin(after, () -> {
            mayStart.await();
            throw new IOException("no such program");
        })) {
            awaitHeard();
            CompletableFuture<ToolResult> waiting = callAsync(after, "files__read");
            mayStart.countDown();
            awaitHeard();

            assertThat(after.tools()).isEmpty();
            assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).cause()
                    .hasMessageContaining("could not be started");
        }
        assertThat(manifests().find("files")).as("it may start the next time").isNotNull();
    }

    @Test
    void a_source_whose_list_throws_counts_as_one_that_cannot_start() throws Exception {
        startAndAwait(registry(), new FakeSource("files", "read"));
        ToolRegistry after = registry();
        try (SourceStart _ = begin(after, () -> new FakeSource("files") {
            @Override
            public List<ToolDefinition> tools() {
                throw new IllegalStateException("broken");
            }
        })) {
            awaitHeard();
            awaitHeard();
            assertThat(after.tools()).isEmpty();
        }
    }

    @Test
    void closing_withdraws_at_once_and_interrupts_the_start() throws Exception {
        startAndAwait(registry(), new FakeSource("files", "read"));
        ToolRegistry after = registry();
        CountDownLatch interrupted = new CountDownLatch(1);
        SourceStart start = begin(after, () -> {
            try {
                mayStart.await();
                throw new IllegalStateException("was not interrupted");
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        CompletableFuture<ToolResult> waiting = callAsync(after, "files__read");

        start.close();
        start.close();

        assertThat(after.tools()).isEmpty();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).cause().isInstanceOf(RefusedException.class);
    }

    @Test
    void a_source_that_started_although_it_was_closed_is_not_left_behind() throws Exception {
        ToolRegistry registry = registry();
        CountDownLatch asked = new CountDownLatch(1);
        SourceStart start = begin(registry, () -> {
            // a starter that does not heed interrupts
            asked.countDown();
            while (mayStart.getCount() > 0) {
                Thread.onSpinWait();
            }
            return new FakeSource("files", "read");
        });
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        start.close();
        mayStart.countDown();

        awaitHeard();
        awaitHeard();
        assertThat(registry.tools()).isEmpty();
    }

    @Test
    void when_the_source_is_gone_so_are_its_tools_and_its_owner_may_begin_anew() throws Exception {
        ToolRegistry registry = registry();
        FakeSource first = new FakeSource("files", "read");
        startAndAwait(registry, first);
        first.end();
        awaitHeard();
        assertThat(registry.tools()).isEmpty();

        startAndAwait(registry, new FakeSource("files", "read"));
        assertThat(names(registry)).containsExactly("files__read");
    }

    @Test
    void a_changed_list_is_offered_and_pinned() throws Exception {
        ToolRegistry registry = registry();
        FakeSource files = new FakeSource("files", "read");
        try (SourceStart start = startAndAwait(registry, files)) {
            files.change("read", "stat");
            start.relist();
            assertThat(names(registry)).containsExactly("files__read", "files__stat");
        }
        assertThat(Objects.requireNonNull(manifests().find("files")).tools()).hasSize(2);
    }

    @Test
    void of_lists_that_overlap_nothing_is_left_when_it_is_closed() throws Exception {
        ToolRegistry registry = registry();
        SlowSource files = new SlowSource();
        SourceStart start = startAndAwait(registry, files);
        Thread overtaken = Thread.startVirtualThread(start::relist);
        assertThat(files.asked.await(10, TimeUnit.SECONDS)).isTrue();

        start.relist();
        files.mayTell.countDown();
        overtaken.join();
        start.close();

        assertThat(registry.tools()).isEmpty();
    }

    @Test
    void a_list_that_comes_after_the_closing_is_not_offered() throws Exception {
        ToolRegistry registry = registry();
        SlowSource files = new SlowSource();
        SourceStart start = startAndAwait(registry, files);
        Thread late = Thread.startVirtualThread(start::relist);
        assertThat(files.asked.await(10, TimeUnit.SECONDS)).isTrue();

        start.close();
        files.mayTell.countDown();
        late.join();

        assertThat(registry.tools()).isEmpty();
    }

    /// Takes its time when it is asked for the second time.
    private static final class SlowSource extends FakeSource {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch mayTell = new CountDownLatch(1);
        private final AtomicInteger times = new AtomicInteger();

        SlowSource() {
            super("files", "read");
        }

        @Override
        public List<ToolDefinition> tools() {
            if (times.incrementAndGet() == 2) {
                asked.countDown();
                try {
                    mayTell.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return super.tools();
        }
    }

    /// Waits until it has started and is pinned.
    private SourceStart startAndAwait(ToolRegistry registry, FakeSource source) throws Exception {
        SourceStart start = begin(registry, () -> source);
        awaitHeard();
        start.started().get(10, TimeUnit.SECONDS);
        return start;
    }

    private SourceStart begin(ToolRegistry registry, SourceStart.Starter starter) {
        return SourceStart.begin("files", starter, registry, manifests());
    }

    private SourceStart.Starter held(ToolSource source) {
        return () -> {
            mayStart.await();
            return source;
        };
    }

    private ToolRegistry registry() {
        ToolRegistry registry = new ToolRegistry();
        registry.listen(heard::release);
        return registry;
    }

    private ManifestFolder manifests() {
        return new ManifestFolder(home, GatewaySettings.defaults());
    }

    private void awaitHeard() throws InterruptedException {
        assertThat(heard.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    private static List<String> names(ToolRegistry registry) {
        return registry.tools().stream().map(ToolDefinition::name).toList();
    }

    private static ToolResult call(ToolRegistry registry, String name) throws InterruptedException {
        return Objects.requireNonNull(registry.find(name))
                .call(JsonNodeFactory.instance.objectNode(), CallContext.NONE);
    }

    private static CompletableFuture<ToolResult> callAsync(ToolRegistry registry, String name) {
        RegisteredTool tool = Objects.requireNonNull(registry.find(name));
        CompletableFuture<ToolResult> result = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                result.complete(tool.call(JsonNodeFactory.instance.objectNode(), CallContext.NONE));
            } catch (InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
