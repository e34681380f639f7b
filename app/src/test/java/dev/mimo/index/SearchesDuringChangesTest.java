package dev.mimo.index;

import dev.mimo.memory.Candidate;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class SearchesDuringChangesTest {
    private static final int MEMORIES = 1000;
    private static final int SEARCHERS = Runtime.getRuntime().availableProcessors() + 1;

    private final TestCorpus corpus = new TestCorpus();

    /// The searchers never pause and outnumber the carriers: with an unfair lock the changes starve.
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void searches_without_pause_see_each_change_whole_and_never_starve_the_changes()
            throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> searchers = new ArrayList<>();
            for (int i = 0; i < SEARCHERS; i++) {
                Random random = new Random(i);
                searchers.add(threads.submit(() -> searchUntil(done, random)));
            }
            try {
                change();
            } finally {
                done.set(true);
            }

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
            IndexEntry first = corpus.entry(2L * memory, memory, "s" + memory / 10, "pair " + memory);
            IndexEntry second = corpus.entry(2L * memory + 1, memory, "s" + memory / 10, "pair " + memory);
            corpus.put(first);
            corpus.put(TestCorpus.retired(first, 2L * memory + 1), second);
            corpus.put(corpus.embedded(second, TestCorpus.unitVector(random)));
        }
    }

    private void searchUntil(AtomicBoolean done, Random random) {
        while (!done.get()) {
            Probe probe =
                    new Probe("pair", TestCorpus.unitVector(random), TestCorpus.MODEL, Filter.ALL,
                            5 + random.nextInt(50));
            List<Candidate> found = corpus.index.search(probe, TestCorpus.NOW, TestCorpus::noVectors);
            assertThat(found).extracting(Candidate::id).doesNotHaveDuplicates();
        }
    }
}
