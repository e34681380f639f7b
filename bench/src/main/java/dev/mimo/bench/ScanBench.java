package dev.mimo.bench;

import dev.mimo.bench.kit.Figures;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.FlatIndex;
import dev.mimo.vector.QuantizedVector;
import dev.mimo.vector.VectorQuantizer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/// A full scan of a million vectors of 384 dimensions, against loops that only read the same arrays. Reading and
/// scanning take turns, so that other work on the machine disturbs both alike. With one thread, the fastest turn of
/// each megabyte counts, which other work seldom reaches into; with two, the fastest turn of the whole.
final class ScanBench {
    private static final int ROWS = 1_000_000;
    private static final int DIMENSION = 384;
    /// As in the index: a little less than a mebibyte of codes.
    private static final int CHUNK_ROWS = 2730;
    private static final int BLOCK_ROWS = 1024;
    private static final int TURNS = 20;
    private static final double INT8_LEAST = 80;
    private static final double FLOAT32_LEAST = 70;

    private final DotKernels kernels;
    private final Figures figures;
    private final SplittableRandom random = new SplittableRandom(1);

    ScanBench(DotKernels kernels, Figures figures) {
        this.kernels = kernels;
        this.figures = figures;
    }

    void run() throws Exception {
        int8();
        float32();
    }

    private void int8() throws Exception {
        byte[][] chunks = new byte[(ROWS + CHUNK_ROWS - 1) / CHUNK_ROWS][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = codes(rowsOf(i) * DIMENSION);
        }
        short[] question = DotKernels.widen(codes(DIMENSION));
        Array<byte[]> array = new Array<>("int8", chunks, (long) ROWS * DIMENSION,
                List.of(ReadLoops.bytesStraight(), ReadLoops.bytesFourPlaces()), chunk -> scan(question, chunk));
        againstReading(array, INT8_LEAST);
        index(chunks);
    }

    private void float32() throws Exception {
        float[][] chunks = new float[(ROWS + CHUNK_ROWS - 1) / CHUNK_ROWS][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = floats(rowsOf(i) * DIMENSION);
        }
        float[] question = floats(DIMENSION);
        againstReading(new Array<>("float32", chunks, (long) ROWS * DIMENSION * Float.BYTES,
                List.of(ReadLoops.floatsStraight(), ReadLoops.floatsFourPlaces()), chunk -> scan(question, chunk)),
                FLOAT32_LEAST);
    }

    private <T> void againstReading(Array<T> array, double least) throws Exception {
        compare(array, 1, least, ScanBench::eachPiece);
        if (Runtime.getRuntime().availableProcessors() > 1) {
            try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
                compare(array, 2, least, (chunks, work) -> whole(chunks, work, pool));
            }
        }
    }

    private <T> void compare(Array<T> array, int threads, double least, Stopwatch<T> stopwatch) throws Exception {
        List<Fastest> reads = array.reads().stream().map(_ -> new Fastest()).toList();
        Fastest scan = new Fastest();
        for (int turn = 0; turn < TURNS; turn++) {
            for (int loop = 0; loop < reads.size(); loop++) {
                reads.get(loop).offer(stopwatch.time(array.chunks(), array.reads().get(loop)));
            }
            scan.offer(stopwatch.time(array.chunks(), array.scan()));
        }
        long read = reads.stream().mapToLong(Fastest::nanoseconds).min().orElseThrow();
        report(array, threads, read, scan.nanoseconds(), least);
    }

    private void report(Array<?> array, int threads, long read, long scan, double least) {
        String name = "1M x 384 %s, threads %d, ".formatted(array.name(), threads);
        figures.figure(name + "reading only", (double) array.bytes() / read, "GB/s");
        figures.figure(name + "scan", (double) array.bytes() / scan, "GB/s");
        figures.figure(name + "scan", scan / 1e6, "ms");
        figures.figure(name + "scan of reading", 100.0 * read / scan, "%", least);
    }

    /// The product's own search: rotation, scan by as many threads as it takes, top ten.
    private void index(byte[][] chunks) {
        FlatIndex index = new FlatIndex(new VectorQuantizer(DIMENSION), kernels);
        for (byte[] chunk : chunks) {
            for (int from = 0; from < chunk.length; from += DIMENSION) {
                index.add(index.size(), new QuantizedVector(Arrays.copyOfRange(chunk, from, from + DIMENSION), 0.001f));
            }
        }
        float[] question = floats(DIMENSION);
        long best = Long.MAX_VALUE;
        for (int turn = 0; turn < 2 * TURNS; turn++) {
            long begun = System.nanoTime();
            index.search(question, 10, owner -> owner >= 0);
            best = Math.min(best, System.nanoTime() - begun);
        }
        figures.figure("1M x 384 int8, FlatIndex.search, top 10", best / 1e6, "ms");
        figures.figure("1M x 384 int8, FlatIndex, memory", index.bytes() / 1e6, "MB");
    }

    private static <T> long[] eachPiece(T[] chunks, ToLongFunction<T> work) {
        long[] nanoseconds = new long[chunks.length];
        long sum = 0;
        for (int i = 0; i < chunks.length; i++) {
            long begun = System.nanoTime();
            sum += work.applyAsLong(chunks[i]);
            nanoseconds[i] = System.nanoTime() - begun;
        }
        nanoseconds[0] += used(sum);
        return nanoseconds;
    }

    private static <T> long[] whole(T[] chunks, ToLongFunction<T> work, ExecutorService pool) throws Exception {
        int middle = chunks.length / 2;
        long begun = System.nanoTime();
        Future<Long> first = pool.submit(() -> sum(chunks, 0, middle, work));
        Future<Long> second = pool.submit(() -> sum(chunks, middle, chunks.length, work));
        long sum = first.get() + second.get();
        return new long[]{System.nanoTime() - begun + used(sum)};
    }

    /// Nothing, but the compiler does not know, and so cannot leave the reading out.
    private static long used(long sum) {
        return sum == Long.MIN_VALUE ? 1 : 0;
    }

    private static <T> long sum(T[] chunks, int from, int to, ToLongFunction<T> work) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += work.applyAsLong(chunks[i]);
        }
        return sum;
    }

    private long scan(short[] question, byte[] chunk) {
        int[] dots = new int[BLOCK_ROWS];
        int most = Integer.MIN_VALUE;
        int rows = chunk.length / DIMENSION;
        for (int from = 0; from < rows; from += BLOCK_ROWS) {
            int count = Math.min(BLOCK_ROWS, rows - from);
            kernels.dots(question, chunk, from * DIMENSION, dots, count);
            for (int i = 0; i < count; i++) {
                most = Math.max(most, dots[i]);
            }
        }
        return most;
    }

    private long scan(float[] question, float[] chunk) {
        float[] dots = new float[BLOCK_ROWS];
        float most = Float.NEGATIVE_INFINITY;
        int rows = chunk.length / DIMENSION;
        for (int from = 0; from < rows; from += BLOCK_ROWS) {
            int count = Math.min(BLOCK_ROWS, rows - from);
            kernels.dots(question, chunk, from * DIMENSION, dots, count);
            for (int i = 0; i < count; i++) {
                most = Math.max(most, dots[i]);
            }
        }
        return (long) most;
    }

    private static int rowsOf(int chunk) {
        return Math.min(CHUNK_ROWS, ROWS - chunk * CHUNK_ROWS);
    }

    private byte[] codes(int length) {
        byte[] codes = new byte[length];
        random.nextBytes(codes);
        for (int i = 0; i < length; i++) {
            codes[i] = (byte) Math.max(-127, codes[i]);
        }
        return codes;
    }

    private float[] floats(int length) {
        byte[] codes = codes(length);
        float[] floats = new float[length];
        for (int i = 0; i < length; i++) {
            floats[i] = codes[i] / 127f;
        }
        return floats;
    }

    /// What is scanned, and the loops to compare.
    private record Array<T>(String name, T[] chunks, long bytes, List<ToLongFunction<T>> reads,
            ToLongFunction<T> scan) {}

    /// @see #eachPiece
    /// @see #whole
    private interface Stopwatch<T> {
        /// @return nanoseconds, by piece of the work
        long[] time(T[] chunks, ToLongFunction<T> work) throws Exception;
    }

    /// The fastest time of each piece of work, over all turns.
    private static final class Fastest {
        private long[] best = {};

        void offer(long[] nanoseconds) {
            best = best.length == 0 ? nanoseconds : least(best, nanoseconds);
        }

        private static long[] least(long[] some, long[] others) {
            return IntStream.range(0, some.length).mapToLong(i -> Math.min(some[i], others[i])).toArray();
        }

        /// Of all pieces together.
        long nanoseconds() {
            return Arrays.stream(best).sum();
        }
    }
}
