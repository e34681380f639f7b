package dev.mimo.vector;

/// Dot products over heap arrays. Two implementations give the same answers, the byte ones exactly and the float
/// ones within rounding: the Vector API's and plain Java's. Stateless, safe for many threads; a range outside its
/// array is an `IndexOutOfBoundsException`.
public interface DotKernels {
    /// The fastest available: the Vector API when the JVM was started with `jdk.incubator.vector` and has vectors
    /// worth using, else plain.
    static DotKernels best() {
        // VectorKernels is linked only past this question, so that its absence is never an error.
        return hasVectorApi() && SimdKernels.worthUsing() ? new SimdKernels() : plain();
    }

    private static boolean hasVectorApi() {
        ModuleLayer modules = ModuleLayer.boot();
        return modules != null && modules.findModule("jdk.incubator.vector").isPresent();
    }

    /// Works on any JVM.
    static DotKernels plain() {
        return new ScalarKernels();
    }

    /// For people: `vector-api (512 bit)` or `plain`.
    String name();

    /// Sum over `length` elements of `a[aFrom+i] * b[bFrom+i]`.
    float dot(float[] a, int aFrom, float[] b, int bFrom, int length);

    /// A question against many rows: `out[r]` becomes the dot product of `query` and the row of the same length
    /// that begins at `rows[from + r * query.length]`, for each r below `count`.
    void dots(float[] query, float[] rows, int from, float[] out, int count);

    /// The same for bytes in -127..127 (never -128), exact. The question is widened once, by [#widen], instead of once
    /// per row.
    void dots(short[] query, byte[] rows, int from, int[] out, int count);

    /// Codes in the form that [#dots(short\[\], byte\[\], int, int\[\], int)] wants its question in.
    static short[] widen(byte[] codes) {
        short[] wide = new short[codes.length];
        for (int i = 0; i < codes.length; i++) {
            wide[i] = codes[i];
        }
        return wide;
    }
}
