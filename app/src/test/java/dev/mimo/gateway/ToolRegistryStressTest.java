package dev.mimo.gateway;

import dev.mimo.gateway.ToolRegistry.Registration;
import dev.mimo.mcp.model.ToolDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Many threads register, replace, kill and withdraw while others look: what must hold at every moment is checked at
/// every moment. The long form takes its length from `-Dmimo.stress.changes`.
class ToolRegistryStressTest {
    private static final int OWNERS = 4;
    private static final int CONTENDERS = 3;
    private static final int READERS = 2;

    private final ToolRegistry registry = new ToolRegistry();
    private final Queue<Registration> last = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void sets_stay_whole_and_owners_keep_their_rights_whatever_else_goes_on() throws Exception {
        run(3_000);
    }

    @Test
    @Tag("long")
    void sets_stay_whole_through_many_changes() throws Exception {
        run(Integer.getInteger("mimo.stress.changes", 200_000));
    }

    private void run(int changes) throws Exception {
        Set<String> heard = ConcurrentHashMap.newKeySet();
        registry.listen(() -> registry.tools().stream().map(ToolDefinition::name)
                .filter(name -> name.endsWith("__a0")).forEach(heard::add));
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < OWNERS; i++) {
                String name = "owner" + i;
                writers.add(threads.submit(() -> own(name, changes)));
            }
            for (int i = 0; i < CONTENDERS; i++) {
                int seed = i;
                writers.add(threads.submit(() -> contend(seed, changes)));
            }
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(this::read));
            }
            for (Future<?> writer : writers) {
                writer.get(10, TimeUnit.MINUTES);
            }
            over.set(true);
            for (Future<?> reader : readers) {
                reader.get(1, TimeUnit.MINUTES);
            }
        }
        assertThat(heard).as("what stays was told").hasSize(OWNERS);
        last.forEach(Registration::close);
        assertThat(registry.tools()).as("every right was used").isEmpty();
    }

    /// Nobody else uses this name, so what its owner does holds from one line to the next.
    private void own(String name, int changes) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        for (int i = 1; i <= changes; i++) {
            FakeSource source = new FakeSource(name, "a" + i, "b" + i);
            Registration registration = registry.register(source);
            assertThat(registry.find(name + "__a" + i)).isNotNull();
            if (random.nextBoolean()) {
                source.change("a" + -i, "b" + -i);
                Registration next = registry.register(source);
                registration.close();
                assertThat(registry.find(name + "__a" + i)).isNull();
                assertThat(Objects.requireNonNull(registry.find(name + "__b" + -i)).source()).isSameAs(source);
                registration = next;
            }
            if (random.nextBoolean()) {
                source.end();
            } else {
                registration.close();
            }
            assertThat(registry.find(name + "__a" + i)).isNull();
            assertThat(registry.find(name + "__a" + -i)).isNull();
            registration.close();
        }
        last.add(registry.register(new FakeSource(name, "a0", "b0")));
    }

    /// All of these want the same name.
    private void contend(int seed, int changes) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 1; i <= changes; i++) {
            int id = i * CONTENDERS + seed;
            FakeSource source = new FakeSource("shared", "a" + id, "b" + id);
            Registration registration = registry.register(source);
            if (random.nextBoolean()) {
                source.end();
            } else {
                registration.close();
            }
            assertThat(registry.find("shared__a" + id)).as("after its withdrawal").isNull();
        }
    }

    private void read() {
        while (!over.get()) {
            List<ToolDefinition> seen = registry.tools();
            Set<String> wholes = new HashSet<>();
            for (int i = 0; i < seen.size(); i += 2) {
                String first = seen.get(i).name();
                String second = seen.get(i + 1).name();
                int at = first.indexOf("__") + 2;
                assertThat(second).isEqualTo(first.substring(0, at) + "b" + first.substring(at + 1));
                assertThat(wholes.add(first.substring(0, at))).as("one set of a source").isTrue();
            }
            List<String> names = seen.stream().map(ToolDefinition::name).toList();
            assertThat(names).isSorted();
        }
    }
}
