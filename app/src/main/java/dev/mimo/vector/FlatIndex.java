package dev.mimo.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.function.IntPredicate;

/// All vectors of one namespace, scanned whole for each question: exact up to rounding, with nothing to build and
/// nothing to recover. A vector belongs to an owner (a memory's ordinal); an owner may have several.
///
/// Not safe for a search during an `add`; the caller holds a read-write lock.
public final class FlatIndex {
    /// A little less than a mebibyte, so that an array and its header never waste a region of the collector.
    private static final int CHUNK_BYTES = (1 << 20) - 64;
    /// Rows scored before their scores are looked at: few enough for the scores to stay in the first cache, and
    /// many enough for the processor to read ahead.
    private static final int BLOCK_ROWS = 1024;
    /// From here a scan takes a millisecond or more, and two threads pay; more than two only fight for the memory
    /// bus that other callers need too.
    private static final int SHARED_FROM = 50_000;
    private static final int SHARES_MAX = 2;

    private final VectorQuantizer quantizer;
    private final DotKernels kernels;
    private final int rowsPerChunk;
    private final List<VectorBlock> chunks = new ArrayList<>();
    private int size;

    public FlatIndex(VectorQuantizer quantizer, DotKernels kernels) {
        this.quantizer = quantizer;
        this.kernels = kernels;
        rowsPerChunk = Math.max(1, CHUNK_BYTES / quantizer.dimension());
    }

    /// Whether the vector is of the dimension that is compared here.
    public boolean fits(QuantizedVector vector) {
        return vector.codes().length == quantizer.dimension();
    }

    /// @param owner 0 or more
    /// @param vector one that fits
    /// @return the vector's position, counted from 0 in order of addition
    public int add(int owner, QuantizedVector vector) {
        if (owner < 0 || !fits(vector)) {
            throw new IllegalArgumentException("owner " + owner + ", " + vector.codes().length + " dimensions");
        }
        if (size % rowsPerChunk == 0) {
            chunks.add(new VectorBlock(quantizer.dimension(), rowsPerChunk));
        }
        chunks.getLast().add(owner, vector);
        return size++;
    }

    public int size() {
        return size;
    }

    /// The `k` owners whose best vector is most like the question, best first, equal ones by the smaller owner;
    /// each owner at most once. Uses memory for `k`, never for the number of matches.
    ///
    /// The filter is asked last, and only of owners that would enter the top: a scan is bound by memory, so what
    /// a filter could save is less than asking it of every row costs. A selective one is asked more often, since
    /// the top then rises more slowly, but never more than once a vector.
    ///
    /// @param query of any finite length other than zero, else a bug
    /// @param k 1 or more
    /// @param filter asked before a vector may enter the top, from two threads at once in a great index; it must
    ///     answer the same for an owner throughout
    public Hits search(float[] query, int k, IntPredicate filter) {
        if (k < 1) {
            throw new IllegalArgumentException("k " + k);
        }
        PreparedQuery prepared = prepare(query);
        if (size == 0) {
            return new Hits(new int[0], new float[0]);
        }
        Scan scan = new Scan(prepared, Math.min(k, size), filter);
        boolean shared = size > SHARED_FROM && Runtime.getRuntime().availableProcessors() >= SHARES_MAX;
        return (shared ? scan.sharedByTwo() : scan.over(0, chunks.size())).hits();
    }

    /// The approximate cosine of the question and the vector at a position.
    public float score(PreparedQuery query, int position) {
        VectorBlock chunk = chunks.get(position / rowsPerChunk);
        int row = position % rowsPerChunk;
        int[] dot = new int[1];
        chunk.dots(kernels, query.codes(), row, dot, 1);
        return dot[0] * chunk.scale(row) * query.scale();
    }

    /// @param query of any finite length other than zero, else a bug
    public PreparedQuery prepare(float[] query) {
        QuantizedVector quantized = quantizer.quantize(query);
        return new PreparedQuery(DotKernels.widen(quantized.codes()), quantized.scale());
    }

    /// Bytes of heap in use, about.
    public long bytes() {
        return chunks.stream().mapToLong(VectorBlock::bytes).sum();
    }

    /// Owners and approximate cosines, aligned, best first.
    public record Hits(int[] owners, float[] scores) {}

    /// A question, rotated, rounded and widened once for many comparisons.
    public record PreparedQuery(short[] codes, float scale) {}

    /// One search under way.
    private final class Scan {
        private final PreparedQuery query;
        private final int k;
        private final IntPredicate filter;

        Scan(PreparedQuery query, int k, IntPredicate filter) {
            this.query = query;
            this.k = k;
            this.filter = filter;
        }

        TopOwners sharedByTwo() {
            int middle = chunks.size() / 2;
            // A busy pool is no danger: joining a task that has not begun runs it here.
            ForkJoinTask<TopOwners> second = ForkJoinTask.adapt(() -> over(middle, chunks.size())).fork();
            try {
                TopOwners top = over(0, middle);
                top.offerAll(second.join());
                return top;
            } finally {
                // The caller's read lock ends with this call, so the other thread must be done even after a failure.
                second.quietlyJoin();
            }
        }

        TopOwners over(int fromChunk, int toChunk) {
            TopOwners top = new TopOwners(k);
            int[] dots = new int[BLOCK_ROWS];
            for (VectorBlock chunk : chunks.subList(fromChunk, toChunk)) {
                for (int from = 0; from < chunk.size(); from += BLOCK_ROWS) {
                    int count = Math.min(BLOCK_ROWS, chunk.size() - from);
                    chunk.dots(kernels, query.codes(), from, dots, count);
                    offer(chunk, from, dots, count, top);
                }
            }
            return top;
        }

        private void offer(VectorBlock chunk, int from, int[] dots, int count, TopOwners top) {
            float floor = top.floor();
            for (int i = 0; i < count; i++) {
                float score = dots[i] * chunk.scale(from + i) * query.scale();
                if (score >= floor) {
                    int owner = chunk.owner(from + i);
                    if (top.admits(owner, score) && filter.test(owner)) {
                        top.offer(owner, score);
                        floor = top.floor();
                    }
                }
            }
        }
    }
}
