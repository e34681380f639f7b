package dev.mimo.gateway;

import dev.mimo.mcp.call.CallContext;
import dev.mimo.mcp.tool.ToolAnnotations;
import dev.mimo.mcp.tool.ToolDefinition;
import dev.mimo.mcp.tool.ToolResult;
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
        registry.register(source("files", "read", "x".repeat(125)));

        assertThat(names()).containsExactly("recall", "files__read");
        assertThat(Objects.requireNonNull(registry.find("files__read")).source().name()).isEqualTo("files");
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
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        ToolSource slow = new Source("slow", List.of("t"), Set.of()) {
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
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> registering = threads.submit(() -> registry.register(slow));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(registry.find("files__read")).isNotNull();
            assertThat(names()).containsExactly("files__read");

            told.countDown();
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
