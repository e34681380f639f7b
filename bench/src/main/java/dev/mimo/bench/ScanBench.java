package dev.mimo.bench;

import dev.mimo.vector.FlatIndex;
import dev.mimo.vector.Kernels;
import dev.mimo.vector.Quantised;
import dev.mimo.vector.Quantiser;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;

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

    private final Kernels kernels;
    private final Figures figures;
    private final SplittableRandom random = new SplittableRandom(1);

    ScanBench(Kernels kernels, Figures figures) {
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
        short[] question = Kernels.widen(codes(DIMENSION));
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
        Fastest read = new Fastest(array.chunks().length);
        Fastest scan = new Fastest(array.chunks().length);
        for (int turn = 0; turn < TURNS; turn++) {
            for (ToLongFunction<T> loop : array.reads()) {
                read.time(array.chunks(), loop);
            }
            scan.time(array.chunks(), array.scan());
        }
        report(array, 1, read.nanoseconds(), scan.nanoseconds(), least);
        if (Runtime.getRuntime().availableProcessors() > 1) {
            twoThreads(array, least);
        }
    }

    private <T> void twoThreads(Array<T> array, double least) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            long read = Long.MAX_VALUE;
            long scan = Long.MAX_VALUE;
            for (int turn = 0; turn < TURNS; turn++) {
                for (ToLongFunction<T> loop : array.reads()) {
                    read = Math.min(read, nanoseconds(array.chunks(), loop, pool));
                }
                scan = Math.min(scan, nanoseconds(array.chunks(), array.scan(), pool));
            }
            report(array, 2, read, scan, least);
        }
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
        FlatIndex index = new FlatIndex(new Quantiser(DIMENSION), kernels);
        for (byte[] chunk : chunks) {
            for (int from = 0; from < chunk.length; from += DIMENSION) {
                index.add(index.size(), new Quantised(Arrays.copyOfRange(chunk, from, from + DIMENSION), 0.001f));
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

    private static <T> long nanoseconds(T[] chunks, ToLongFunction<T> work, ExecutorService pool) throws Exception {
        int middle = chunks.length / 2;
        long begun = System.nanoTime();
        Future<Long> first = pool.submit(() -> sum(chunks, 0, middle, work));
        Future<Long> second = pool.submit(() -> sum(chunks, middle, chunks.length, work));
        long sum = first.get() + second.get();
        return System.nanoTime() - begun + (sum == Long.MIN_VALUE ? 1 : 0);
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

    /// The fastest time of each piece of work, over all turns.
    private static final class Fastest {
        private final long[] nanoseconds;
        private long sum;

        Fastest(int pieces) {
            nanoseconds = new long[pieces];
            Arrays.fill(nanoseconds, Long.MAX_VALUE);
        }

        <T> void time(T[] chunks, ToLongFunction<T> work) {
            for (int i = 0; i < chunks.length; i++) {
                long begun = System.nanoTime();
                sum += work.applyAsLong(chunks[i]);
                nanoseconds[i] = Math.min(nanoseconds[i], System.nanoTime() - begun);
            }
        }

        /// Of all pieces together. The sums of what was read are used, lest the compiler leave the reading out.
        long nanoseconds() {
            return Arrays.stream(nanoseconds).sum() + (sum == Long.MIN_VALUE ? 1 : 0);
        }
    }
}
