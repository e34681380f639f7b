package dev.mimo.vector;

import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DotKernelsAgreementTest {
    private static final List<DotKernels> BOTH = List.of(DotKernels.best(), DotKernels.plain());

    @Property(tries = 300)
    void float_products_agree_within_rounding(@ForAll @IntRange(max = 700) int length,
            @ForAll @IntRange(max = 70) int aFrom, @ForAll @IntRange(max = 70) int bFrom, @ForAll long seed) {
        Random random = new Random(seed);
        float[] a = RandomVectors.normal(random, aFrom + length);
        float[] b = RandomVectors.normal(random, bFrom + length);
        double exact = 0;
        double magnitude = 0;
        for (int i = 0; i < length; i++) {
            exact += (double) a[aFrom + i] * b[bFrom + i];
            magnitude += Math.abs((double) a[aFrom + i] * b[bFrom + i]);
        }

        for (DotKernels kernels : BOTH) {
            assertThat((double) kernels.dot(a, aFrom, b, bFrom, length))
                    .as(kernels.name())
                    .isCloseTo(exact, within(1e-5 * magnitude));
        }
    }

    @Property(tries = 200)
    void byte_products_of_many_rows_are_exact_and_float_products_those_of_each_row(
            @ForAll @IntRange(min = 1, max = 300) int dimension, @ForAll @IntRange(max = 9) int count,
            @ForAll @IntRange(max = 70) int from, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] codes = RandomVectors.codes(random, from + count * dimension);
        byte[] question = RandomVectors.codes(random, dimension);
        float[] floats = RandomVectors.normal(random, from + count * dimension);
        float[] floatQuestion = RandomVectors.normal(random, dimension);

        for (DotKernels kernels : BOTH) {
            int[] byteDots = new int[count];
            float[] floatDots = new float[count];
            kernels.dots(DotKernels.widen(question), codes, from, byteDots, count);
            kernels.dots(floatQuestion, floats, from, floatDots, count);

            for (int r = 0; r < count; r++) {
                int at = from + r * dimension;
                assertThat(byteDots[r]).isEqualTo(exact(question, codes, at));
                assertThat(floatDots[r])
                        .isCloseTo(kernels.dot(floatQuestion, 0, floats, at, dimension), within(1e-3f));
            }
        }
    }

    @Property(tries = 50)
    void the_greatest_codes_do_not_overflow(@ForAll @IntRange(min = 1, max = 5000) int length,
            @ForAll boolean opposed) {
        byte[] a = new byte[length];
        byte[] b = new byte[length];
        Arrays.fill(a, (byte) 127);
        Arrays.fill(b, (byte) (opposed ? -127 : 127));

        for (DotKernels kernels : BOTH) {
            int[] dot = new int[1];
            kernels.dots(DotKernels.widen(a), b, 0, dot, 1);
            assertThat(dot[0]).isEqualTo((opposed ? -1 : 1) * 127 * 127 * length);
        }
    }

    /// Scans begin on another kernel and change to this one once it is compiled, which nobody may notice.
    @Test
    void answers_stay_the_same_while_the_code_is_being_compiled() {
        Random random = new Random(5);
        byte[] rows = RandomVectors.codes(random, 1024 * 129);
        short[] question = DotKernels.widen(RandomVectors.codes(random, 129));
        DotKernels kernels = DotKernels.best();
        int[] expected = new int[1024];
        DotKernels.plain().dots(question, rows, 0, expected, 1024);

        for (int call = 0; call < 5_000; call++) {
            int[] dots = new int[1024];
            kernels.dots(question, rows, 0, dots, 1024);
            assertThat(dots).containsExactly(expected);
        }
    }

    private static int exact(byte[] question, byte[] rows, int from) {
        int exact = 0;
        for (int i = 0; i < question.length; i++) {
            exact += question[i] * rows[from + i];
        }
        return exact;
    }
}
