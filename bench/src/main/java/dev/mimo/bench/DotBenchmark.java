package dev.mimo.bench;

import dev.mimo.vector.DotKernels;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Dot products of 384 dimensions, all data in the first cache; nanoseconds for one. The loops to compare with are
/// what anyone writes first. Iterations are short and many, and the fastest counts, so that other work on the
/// machine, which interrupts every few milliseconds, leaves some of them alone. `Block` is the form that a
/// scan uses: one question, many rows, one call.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 200, time = 5, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Thread)
public class DotBenchmark {
    private static final int DIMENSION = 384;
    private static final int ROWS = 16;

    private final DotKernels best = DotKernels.best();
    private final DotKernels plain = DotKernels.plain();
    private final float[] floats = new float[DIMENSION];
    private final float[] floatRows = new float[ROWS * DIMENSION];
    private final float[] floatDots = new float[ROWS];
    private final byte[] bytes = new byte[DIMENSION];
    private final byte[] byteRows = new byte[ROWS * DIMENSION];
    private final int[] byteDots = new int[ROWS];
    private final short[] wide;

    public DotBenchmark() {
        Random random = new Random(1);
        for (int i = 0; i < byteRows.length; i++) {
            byteRows[i] = (byte) (random.nextInt(255) - 127);
            floatRows[i] = byteRows[i] / 127f;
        }
        System.arraycopy(byteRows, DIMENSION, bytes, 0, DIMENSION);
        System.arraycopy(floatRows, DIMENSION, floats, 0, DIMENSION);
        wide = DotKernels.widen(bytes);
    }

    @Benchmark
    public float floatLoop() {
        float sum = 0;
        for (int i = 0; i < DIMENSION; i++) {
            sum += floats[i] * floatRows[i];
        }
        return sum;
    }

    @Benchmark
    public float floatBest() {
        return best.dot(floats, 0, floatRows, 0, DIMENSION);
    }

    @Benchmark
    public float floatPlain() {
        return plain.dot(floats, 0, floatRows, 0, DIMENSION);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[] floatBestBlock() {
        best.dots(floats, floatRows, 0, floatDots, ROWS);
        return floatDots;
    }

    @Benchmark
    public int byteLoop() {
        int sum = 0;
        for (int i = 0; i < DIMENSION; i++) {
            sum += bytes[i] * byteRows[i];
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int[] byteBestBlock() {
        best.dots(wide, byteRows, 0, byteDots, ROWS);
        return byteDots;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int[] bytePlainBlock() {
        plain.dots(wide, byteRows, 0, byteDots, ROWS);
        return byteDots;
    }
}
