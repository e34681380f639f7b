package dev.mimo.vector;

/// Dot products over heap arrays. Two implementations give the same answers within float rounding: the Vector
/// API's and plain Java's.
public interface Kernels {
    /// The fastest available: the Vector API when the JVM was started with `jdk.incubator.vector`, else plain.
    static Kernels best() {
        throw new UnsupportedOperationException();
    }

    /// For people: `vector-api (512 bit)` or `plain`.
    String name();

    /// Sum over `length` elements of `a[aFrom+i] * b[bFrom+i]`.
    float dot(float[] a, int aFrom, float[] b, int bFrom, int length);

    /// The same for bytes in -127..127 (never -128), exact.
    int dot(byte[] a, int aFrom, byte[] b, int bFrom, int length);
}
