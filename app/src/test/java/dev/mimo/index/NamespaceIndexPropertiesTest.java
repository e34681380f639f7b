package dev.mimo.index;

import dev.mimo.memory.Candidate;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Probe;
import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import dev.mimo.terms.Micros;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// However an index came to hold its rows, it answers as one that was given their final state at once.
class NamespaceIndexPropertiesTest {
    private static final String[] WORDS = "tea milk water bread green old warm lake ship moon".split(" ");

    @Property(tries = 150)
    void any_history_answers_as_its_outcome_does(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 120) int steps) {
        History history = new History(seed);
        for (int step = 0; step < steps; step++) {
            history.step();
        }
        TestCorpus rebuilt = new TestCorpus();
        rebuilt.index.put(List.copyOf(history.rows.values()));

        for (int question = 0; question < 8; question++) {
            Probe probe = history.probe();
            assertThat(search(history.corpus, probe, history.vectors))
                    .isEqualTo(search(rebuilt, probe, history.vectors));
        }
    }

    private static List<Candidate> search(TestCorpus corpus, Probe probe, List<float[]> vectors) {
        return corpus.index.search(probe, TestCorpus.NOW, rows -> IntStream.range(0, rows.length)
                .mapToObj(i -> List.of(vectors.get((int) rows[i] - 1))).collect(Collectors.toList()));
    }

    /// Random puts, updates, retirements, returns and embeddings, one or several at a time.
    private static final class History {
        final Random random;
        final TestCorpus corpus = new TestCorpus();
        final Map<Long, IndexEntry> rows = new LinkedHashMap<>();
        /// By row, which count from 1.
        final List<float[]> vectors = new ArrayList<>();

        History(long seed) {
            random = new Random(seed);
        }

        void step() {
            List<IndexEntry> batch = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                IndexEntry changed = rows.isEmpty() || random.nextBoolean() ? added() : changed();
                rows.put(changed.row(), changed);
                batch.add(changed);
            }
            corpus.index.put(batch);
        }

        private IndexEntry added() {
            long row = rows.size() + 1L;
            // now and then a later version of an earlier memory, or a turn that comes late
            long memory = random.nextInt(4) == 0 ? random.nextLong(row) : row;
            String session = random.nextInt(5) == 0 ? null : "s" + random.nextInt(3);
            IndexEntry entry = corpus.entry(row, memory, session, text(12));
            vectors.add(TestCorpus.unitVector(random));
            return random.nextInt(3) == 0 ? TestCorpus.tagged(entry, "t" + random.nextInt(3)) : entry;
        }

        private IndexEntry changed() {
            IndexEntry entry = List.copyOf(rows.values()).get(random.nextInt(rows.size()));
            return switch (random.nextInt(4)) {
                case 0 -> TestCorpus.retired(entry, VersionColumns.OPEN);
                case 1 -> corpus.embedded(entry, vectors.get((int) entry.row() - 1));
                default -> TestCorpus.retired(entry, entry.knownFrom() + 1 + random.nextInt(30));
            };
        }

        Probe probe() {
            List<String> tags = random.nextInt(3) == 0 ? List.of("t1", "t2") : List.of();
            List<String> sessions = random.nextInt(3) == 0 ? List.of("s1") : List.of();
            Filter filter = new Filter(List.of(), tags, sessions, null, null,
                    random.nextInt(3) == 0 ? Micros.instant(1 + random.nextInt(100)) : null);
            float[] meaning = random.nextBoolean() ? TestCorpus.unitVector(random) : null;
            return new Probe(text(4), meaning, TestCorpus.MODEL, filter, 1 + random.nextInt(20));
        }

        private String text(int wordsMax) {
            return IntStream.rangeClosed(0, random.nextInt(wordsMax))
                    .mapToObj(_ -> WORDS[(int) (WORDS.length * random.nextDouble() * random.nextDouble())])
                    .collect(Collectors.joining(" "));
        }
    }
}
