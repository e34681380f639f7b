package dev.mimo.door.chat;

import dev.mimo.models.language.FaultyProvider;
import dev.mimo.models.language.FaultyProvider.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Callers at all three wires, before two providers that fail at random: no fault reaches any of them.
/// `-Dmimo.soak=PT10M` takes longer.
class ModelDoorSoakTest {
    private static final int CALLERS = 8;
    private static final List<Fault> FAULTS = List.of(Fault.NONE, Fault.NONE, Fault.NONE, Fault.HANGS, Fault.STALLS,
            Fault.TOO_MANY, Fault.BROKEN, Fault.TRUNCATED, Fault.GARBAGE, Fault.UNKNOWN_MODEL);
    private static final int THREADS_MORE = 16;

    @TempDir
    Path home = Path.of("");

    @Test
    void random_faults_are_absorbed_and_nothing_piles_up() throws Exception {
        soak(Duration.parse(Objects.requireNonNullElse(System.getProperty("mimo.soak"), "PT5S")));
    }

    @Test
    @Tag("long")
    void for_ten_minutes_too() throws Exception {
        soak(Duration.ofMinutes(10));
    }

    private void soak(Duration length) throws Exception {
        Map<String, String> settings = Map.of("models.timeout", "200ms", "models.breaker.open_for", "300ms");
        try (FaultyProvider first = new FaultyProvider();
                FaultyProvider second = new FaultyProvider();
                ModelDoor door = ModelDoor.before(home, settings, first, second)) {
            ask(door, new Random(1), 0);
            int before = Thread.activeCount();
            long end = System.nanoTime() + length.toNanos();
            try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
                List<Future<Integer>> counts = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    Random random = new Random(i);
                    counts.add(callers.submit(() -> {
                        int count = 0;
                        while (System.nanoTime() < end) {
                            first.then(FAULTS.get(random.nextInt(FAULTS.size())));
                            second.then(FAULTS.get(random.nextInt(FAULTS.size())));
                            ask(door, random, count++);
                        }
                        return count;
                    }));
                }
                for (Future<Integer> count : counts) {
                    assertThat(count.get()).isPositive();
                }
            }
            assertThat(Thread.activeCount()).isLessThan(before + THREADS_MORE);
            assertThat(door.get("/health").statusCode()).isEqualTo(200);
        }
    }

    private static void ask(ModelDoor door, Random random, int number) throws Exception {
        String said = random.nextBoolean() ? "What is in box " + number + "?" : "Box " + number + " is full of tea.";
        ObjectNode chat = ModelDoor.chat(said).put("max_tokens", 100);
        String path = "/v1/chat/completions";
        switch (random.nextInt(3)) {
            case 0 -> path = "/v1/messages";
            case 1 -> {
                path = "/v1/responses";
                chat.remove("messages");
                chat.remove("max_tokens");
                chat.put("input", said);
            }
            default -> {
            }
        }
        if (random.nextBoolean()) {
            assertThat(door.events(path, chat)).anyMatch(event -> event.contains("\"mimo\""));
        } else {
            assertThat(door.answer(path, chat).path("mimo").isObject()).isTrue();
        }
    }
}
