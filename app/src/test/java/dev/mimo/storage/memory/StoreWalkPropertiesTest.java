package dev.mimo.storage.memory;

import dev.mimo.TestClock;
import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import dev.mimo.storage.memory.StoreWalk.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

class StoreWalkPropertiesTest {
    @Property(tries = 40)
    void the_store_does_what_the_model_does_in_every_namespace(
            @ForAll("walks") List<Step> steps)
            throws IOException {
        Path folder = Files.createTempDirectory("walk");
        TestClock clock = new TestClock();
        try (OpenStore store = OpenStore.at(folder.resolve("mimo.db"), clock)) {
            StoreWalk walk = new StoreWalk(store.memories(), store.undo(), clock, "n" + UUID.randomUUID());
            steps.forEach(walk::take);
        } finally {
            delete(folder);
        }
    }

    @Provide
    Arbitrary<List<Step>> walks() {
        Arbitrary<Integer> any = Arbitraries.integers(0, 10_000);
        Arbitrary<Step> step = choices -> new Step(any.draw(choices), any.draw(choices), any.draw(choices),
                any.draw(choices), any.draw(choices));
        return step.list().ofMinSize(20).ofMaxSize(40);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
