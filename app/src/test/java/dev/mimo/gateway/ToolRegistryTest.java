package dev.mimo.gateway;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ToolRegistryTest {
    private final ToolRegistry registry = new ToolRegistry();

    @Test
    void mimos_own_tools_keep_their_names_and_come_first() {
        registry.register(source("files", "read", "write"));
        registry.register(source("", "remember", "recall"));
        registry.register(source("browser", "open"));

        assertThat(names()).containsExactly("remember", "recall", "browser__open", "files__read", "files__write");
    }

    @Test
    void a_call_reaches_the_source_under_the_tools_own_name() throws InterruptedException {
        registry.register(source("files", "read"));

        ToolResult result = Objects.requireNonNull(registry.find("files__read"))
                .call(JsonNodeFactory.instance.objectNode(), CallContext.NONE);

        assertThat(result.structured()).isEqualTo(JsonNodeFactory.instance.stringNode("files/read"));
        assertThat(registry.find("read")).isNull();
    }

    @Test
    void unlisted_names_are_callable_but_not_listed() {
        registry.register(new Source("", List.of("remember"), Set.of("mimo_store_memory")));

        assertThat(names()).containsExactly("remember");
        assertThat(registry.find("mimo_store_memory")).isNotNull();
    }

    @Test
    void registering_again_replaces_the_whole_set_and_the_old_right_to_withdraw_is_void() {
        ToolRegistry.Registration first = registry.register(source("files", "read", "write"));
        ToolRegistry.Registration second = registry.register(source("files", "read", "stat"));

        first.close();
        assertThat(names()).containsExactly("files__read", "files__stat");

        second.close();
        second.close();
        assertThat(names()).isEmpty();
        assertThat(registry.find("files__read")).isNull();
    }

    @Test
    void a_name_twice_in_one_source_means_the_first() {
        registry.register(source("files", "read", "read"));

        assertThat(names()).containsExactly("files__read");
    }

    @Test
    void tools_whose_names_would_mislead_are_not_offered() {
        registry.register(source("", "files__read", "recall"));
        registry.register(source("files", "read"));

        assertThat(names()).containsExactly("recall", "files__read");
        assertThat(Objects.requireNonNull(registry.find("files__read")).source().name()).isEqualTo("files");
    }

    @Test
    void a_name_that_would_be_too_long_is_cut_and_stays_its_own_at_every_start() throws InterruptedException {
        String one = "x".repeat(127) + "1";
        String other = "x".repeat(127) + "2";
        registry.register(source("files", one, other, "read"));
        ToolRegistry later = new ToolRegistry();
        later.register(source("files", other, "read", one));

        assertThat(names()).hasSize(3).doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).startsWith("files__").hasSizeLessThanOrEqualTo(128));
        assertThat(later.tools()).extracting(ToolDefinition::name).containsExactlyInAnyOrderElementsOf(names());
        assertThat(Objects.requireNonNull(registry.find(names().getFirst()))
                .call(JsonNodeFactory.instance.objectNode(), CallContext.NONE).structured())
                .isEqualTo(JsonNodeFactory.instance.stringNode("files/" + one));
    }

    @Test
    void of_an_endless_list_the_first_tools_are_offered() {
        ToolRegistry small = new ToolRegistry(new GatewaySettings(2));
        small.register(source("files", "read", "write", "stat"));

        assertThat(small.tools()).extracting(ToolDefinition::name).containsExactly("files__read", "files__write");
    }

    @Test
    void the_tools_of_a_source_that_is_gone_are_gone_and_listeners_know() {
        AtomicInteger heard = new AtomicInteger();
        FakeSource files = new FakeSource("files", "read");
        registry.register(files);
        registry.register(source("browser", "open"));
        registry.listen(heard::incrementAndGet);

        files.end();

        assertThat(names()).containsExactly("browser__open");
        assertThat(registry.find("files__read")).isNull();
        assertThat(heard).hasValue(1);
    }

    @Test
    void a_source_that_was_gone_before_it_was_registered_is_never_left_behind() {
        FakeSource dead = new FakeSource("files", "read");
        dead.gone.completeExceptionally(new IllegalStateException("killed"));

        registry.register(dead);
        registry.register(dead);

        assertThat(names()).isEmpty();
    }

    @Test
    void the_end_of_a_source_does_not_touch_the_one_that_took_its_name_over() {
        FakeSource first = new FakeSource("files", "read");
        registry.register(first);
        registry.register(new FakeSource("files", "read", "stat"));

        first.end();

        assertThat(names()).containsExactly("files__read", "files__stat");
    }

    @Test
    void a_source_that_registers_again_is_watched_once_and_still_goes_as_a_whole() {
        FakeSource files = new FakeSource("files", "read");
        for (int i = 0; i < 1000; i++) {
            files.change("read" + i);
            registry.register(files);
        }
        assertThat(files.gone.getNumberOfDependents()).isEqualTo(1);

        files.end();

        assertThat(names()).isEmpty();
    }

    @Test
    void the_same_list_again_is_no_news() {
        registry.register(source("files", "read"));
        AtomicInteger heard = new AtomicInteger();
        registry.listen(heard::incrementAndGet);

        registry.register(source("files", "read"));
        registry.register(new Source("", List.of(), Set.of("unlisted")));
        assertThat(heard).hasValue(0);
        registry.register(source("files", "stat"));
        assertThat(heard).hasValue(1);
    }

    @Test
    void a_source_that_throws_leaves_everything_as_it_was() {
        registry.register(source("files", "read"));
        ToolSource broken = new Source("files", List.of("x"), Set.of()) {
            @Override
            public List<ToolDefinition> tools() {
                throw new IllegalStateException("broken");
            }
        };

        assertThatThrownBy(() -> registry.register(broken)).hasMessage("broken");

        assertThat(names()).containsExactly("files__read");
    }

    @Test
    void a_listener_that_throws_keeps_nobody_from_hearing() {
        AtomicInteger heard = new AtomicInteger();
        registry.listen(() -> {
            throw new IllegalStateException("a bug");
        });
        registry.listen(heard::incrementAndGet);

        registry.register(source("files", "read"));

        assertThat(heard).hasValue(1);
    }

    @Test
    void a_list_that_was_asked_for_first_and_came_last_does_not_win() throws Exception {
        SlowSource slow = new SlowSource("files", "old");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ToolRegistry.Registration> first = threads.submit(() -> registry.register(slow));
            slow.awaitAsked();
            registry.register(source("files", "new"));
            slow.answer();
            first.get(10, TimeUnit.SECONDS).close();
        }
        assertThat(names()).containsExactly("files__new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a__b", "a_", "_a", "a b", "ä", "-", "a/b"})
    void a_source_with_a_confusing_name_is_refused(
            String name) {
        assertThatThrownBy(() -> registry.register(source(name, "t"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listeners_hear_of_every_change_until_they_stop_listening() {
        AtomicInteger heard = new AtomicInteger();
        ToolRegistry.Registration listening = registry.listen(heard::incrementAndGet);

        ToolRegistry.Registration files = registry.register(source("files", "read"));
        files.close();
        listening.close();
        registry.register(source("files", "read"));

        assertThat(heard).hasValue(2);
    }

    @Test
    void a_lookup_does_not_wait_for_a_source_that_is_slow_to_tell_its_tools() throws Exception {
        registry.register(source("files", "read"));
        SlowSource slow = new SlowSource("slow", "t");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> registering = threads.submit(() -> registry.register(slow));
            slow.awaitAsked();

            assertThat(registry.find("files__read")).isNotNull();
            assertThat(names()).containsExactly("files__read");

            slow.answer();
            registering.get(10, TimeUnit.SECONDS);
        }
        assertThat(names()).containsExactly("files__read", "slow__t");
    }

    @Test
    void readers_only_ever_see_whole_sets() throws Exception {
        registry.register(source("s", "a0", "b0"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer = threads.submit(() -> {
                for (int i = 1; i <= 2000; i++) {
                    registry.register(source("s", "a" + i, "b" + i));
                }
            });
            while (!writer.isDone()) {
                List<String> seen = names();
                assertThat(seen).hasSize(2);
                assertThat(seen.get(0).substring(4)).isEqualTo(seen.get(1).substring(4));
            }
            writer.get(10, TimeUnit.SECONDS);
        }
        assertThat(names()).containsExactly("s__a2000", "s__b2000");
    }

    private List<String> names() {
        return registry.tools().stream().map(ToolDefinition::name).toList();
    }

    private static ToolSource source(String name, String... tools) {
        return new Source(name, List.of(tools), Set.of());
    }

    /// Tells its tools once it is let.
    private static final class SlowSource extends Source {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch told = new CountDownLatch(1);

        SlowSource(String name, String tool) {
            super(name, List.of(tool), Set.of());
        }

        void awaitAsked() throws InterruptedException {
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        }

        void answer() {
            told.countDown();
        }

        @Override
        public List<ToolDefinition> tools() {
            asked.countDown();
            try {
                assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.tools();
        }
    }

    private static class Source implements ToolSource {
        private final String name;
        private final List<String> tools;
        private final Set<String> unlisted;

        Source(String name, List<String> tools, Set<String> unlisted) {
            this.name = name;
            this.tools = tools;
            this.unlisted = unlisted;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<ToolDefinition> tools() {
            return tools.stream().map(Source::definition).toList();
        }

        private static ToolDefinition definition(String tool) {
            return new ToolDefinition(tool, tool, tool, JsonNodeFactory.instance.objectNode(), null,
                    new ToolAnnotations(true, false, true, false));
        }

        @Override
        public List<ToolDefinition> unlisted() {
            return unlisted.stream().map(Source::definition).toList();
        }

        @Override
        public ToolResult call(String tool, ObjectNode arguments, CallContext context) {
            return ToolResult.of(JsonNodeFactory.instance.stringNode(name + "/" + tool), "done");
        }
    }
}
