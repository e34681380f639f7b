package dev.mimo.index;

import dev.mimo.memory.Filter;
import dev.mimo.memory.recall.Candidate;
import dev.mimo.memory.recall.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class SearchesDuringChangesTest {
    private static final int MEMORIES = 200;
    private static final int SEARCHES = 150;
    private static final int SEARCHERS = 3;

    private final Corpus corpus = new Corpus();

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS) void a_search_during_changes_sees_each_change_whole()
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> searchers = new ArrayList<>();
            for (int i = 0; i < SEARCHERS; i++) {
                Random random = new Random(i);
                searchers.add(threads.submit(() -> search(random)));
            }
            change();

            for (Future<?> searcher : searchers) {
                searcher.get();
            }
        }
        assertThat(corpus.search("pair", Filter.ALL, 2 * MEMORIES)).hasSize(MEMORIES);
    }

    /// Puts a memory in force, then a new version in place of it, then its vector.
    private void change() {
        Random random = new Random(42);
        for (int memory = 1; memory <= MEMORIES; memory++) {
            Entry first = corpus.entry(2L * memory, memory, "s" + memory / 10, "pair " + memory);
            Entry second = corpus.entry(2L * memory + 1, memory, "s" + memory / 10, "pair " + memory);
            corpus.put(first);
            corpus.put(Corpus.retired(first, 2L * memory + 1), second);
            corpus.put(corpus.embedded(second, Corpus.unitVector(random)));
        }
    }

    private void search(Random random) {
        for (int i = 0; i < SEARCHES; i++) {
            Probe probe =
                    new Probe("pair", Corpus.unitVector(random), Corpus.MODEL, Filter.ALL, 5 + random.nextInt(50));
            List<Candidate> found = corpus.index.search(probe, Corpus.NOW, Corpus::noVectors);
            assertThat(found).extracting(Candidate::id).doesNotHaveDuplicates();
        }
    }
}
