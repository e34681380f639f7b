package dev.mimo.index;

import dev.mimo.memory.Candidate;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Probe;
import dev.mimo.terms.MemoryId;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.VectorQuantizer;
import dev.mimo.words.TextAnalyzer;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// An index with the entries that were put into it, to change them again and to look for them.
final class TestCorpus {
    static final int DIMENSION = 32;
    static final String MODEL = "model";
    static final long NOW = 1_000_000;

    final TextAnalyzer analyzer = new TextAnalyzer();
    final VectorQuantizer quantizer = new VectorQuantizer(DIMENSION);
    final NamespaceIndex index = new NamespaceIndex(analyzer, quantizer, DotKernels.best());

    /// A memory in force, by its row alone: known and happened at the row's number, created in order of rows.
    IndexEntry entry(long row, @Nullable String session, String text) {
        return entry(row, row, session, text);
    }

    /// A version of the memory that has the number.
    IndexEntry entry(long row, long memory, @Nullable String session, String text) {
        return new IndexEntry(row, id(memory), session, null, "fact", List.of(), 0.5, row, 0, row, VersionColumns.OPEN,
                analyzer.analyze(text), false, false, List.of());
    }

    void put(IndexEntry... entries) {
        index.put(List.of(entries));
    }

    List<Candidate> search(String words, Filter filter, int depth) {
        return index.search(new Probe(words, null, MODEL, filter, depth), NOW, TestCorpus::noVectors);
    }

    List<Candidate> search(String words) {
        return search(words, Filter.ALL, 10);
    }

    static List<List<float[]>> noVectors(long[] rows) {
        return LongStream.of(rows).mapToObj(_ -> List.<float[]>of()).toList();
    }

    static MemoryId id(long memory) {
        return new MemoryId("M%08d".formatted(memory));
    }

    static IndexEntry retired(IndexEntry entry, long at) {
        return new IndexEntry(entry.row(), entry.id(), entry.session(), entry.speaker(), entry.category(), entry.tags(),
                entry.importance(), entry.occurredAt(), entry.occurredOffset(), entry.knownFrom(), at, entry.terms(),
                entry.asks(),
                entry.read(), entry.vectors());
    }

    static IndexEntry tagged(IndexEntry entry, String... tags) {
        return new IndexEntry(entry.row(), entry.id(), entry.session(), entry.speaker(), entry.category(),
                List.of(tags),
                entry.importance(), entry.occurredAt(), entry.occurredOffset(), entry.knownFrom(), entry.knownTo(),
                entry.terms(), entry.asks(),
                entry.read(), entry.vectors());
    }

    IndexEntry embedded(IndexEntry entry, float[]... vectors) {
        return new IndexEntry(entry.row(), entry.id(), entry.session(), entry.speaker(), entry.category(), entry.tags(),
                entry.importance(), entry.occurredAt(), entry.occurredOffset(), entry.knownFrom(), entry.knownTo(),
                entry.terms(), entry.asks(),
                true, List.of(vectors).stream().map(quantizer::quantize).toList());
    }

    static float[] unitVector(Random random) {
        float[] vector = new float[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    static List<Long> rows(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::row).toList();
    }
}
