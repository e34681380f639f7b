package dev.mimo.vector;

import java.util.Arrays;
import java.util.Random;

/// A program for a JVM with other flags: says which kernels it got, or what they compute wrongly.
final class DotKernelsProbe {
    private DotKernelsProbe() {}

    public static void main(String[] args) {
        DotKernels kernels = DotKernels.best();
        System.out.println(kernels.name());
        Random random = new Random(7);
        for (int length = 0; length < 300; length++) {
            byte[] a = RandomVectors.codes(random, length + 3);
            byte[] b = RandomVectors.codes(random, length + 5);
            int exact = 0;
            for (int i = 0; i < length; i++) {
                exact += a[3 + i] * b[5 + i];
            }
            int[] rows = new int[1];
            kernels.dots(DotKernels.widen(Arrays.copyOfRange(a, 3, 3 + length)), b, 5, rows, 1);
            if (rows[0] != exact) {
                System.out.println("wrong at length " + length);
            }
            float[] x = RandomVectors.normal(random, length);
            float[] y = RandomVectors.normal(random, length);
            if (Math.abs(kernels.dot(x, 0, y, 0, length) - DotKernels.plain().dot(x, 0, y, 0, length)) > 1e-3) {
                System.out.println("far off at length " + length);
            }
        }
    }
}
