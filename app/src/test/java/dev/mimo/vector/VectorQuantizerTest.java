package dev.mimo.vector;

import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class VectorQuantizerTest {
    /// Stored codes are compared with codes computed later, by another process on another machine.
    @Test
    void codes_never_change_from_one_version_to_the_next() {
        float[] vector = new float[384];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (i * 37 % 101) - 50;
        }

        QuantizedVector quantized = new VectorQuantizer(384).quantize(vector);

        assertThat(Arrays.hashCode(quantized.codes())).isEqualTo(1129606942);
        assertThat(quantized.codes()).startsWith(44, 59, -65, -66, -30, -5, 6, 14);
        assertThat(quantized.scale()).isEqualTo(0.0011748526f);
    }

    @Property(tries = 200)
    void rotation_keeps_lengths_and_angles(@ForAll @IntRange(min = 1, max = 1100) int dimension,
            @ForAll long seed) {
        Random random = new Random(seed);
        VectorQuantizer quantizer = new VectorQuantizer(dimension);
        float[] a = RandomVectors.unit(random, dimension);
        float[] b = RandomVectors.unit(random, dimension);

        float[] rotated = quantizer.rotate(a);

        assertThat(DotKernels.plain().dot(rotated, 0, rotated, 0, dimension)).isCloseTo(1, within(1e-4f));
        assertThat(RandomVectors.cosine(rotated, quantizer.rotate(b))).isCloseTo(RandomVectors.cosine(a, b),
                within(1e-5));
    }

    @Property(tries = 200)
    void codes_are_near_the_rotated_unit_vector(
            @ForAll @IntRange(min = 1, max = 500) int dimension,
            @ForAll long seed) {
        VectorQuantizer quantizer = new VectorQuantizer(dimension);
        float[] vector = RandomVectors.normal(new Random(seed), dimension);
        float[] rotated = quantizer.rotate(vector);

        QuantizedVector quantized = quantizer.quantize(vector);

        for (int i = 0; i < dimension; i++) {
            assertThat(quantized.codes()[i]).isBetween((byte) -127, (byte) 127);
            assertThat(quantized.codes()[i] * quantized.scale())
                    .isCloseTo(rotated[i], within(0.501f * quantized.scale()));
        }
    }

    @Test
    void rotation_spreads_one_dimension_over_all() {
        float[] vector = new float[384];
        vector[5] = 1;

        float[] rotated = new VectorQuantizer(384).rotate(vector);

        for (float value : rotated) {
            assertThat(Math.abs(value)).isLessThan(0.25f);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 1e-3f, 1, 1e15f})
    void the_length_of_a_vector_does_not_matter(float length) {
        VectorQuantizer quantizer = new VectorQuantizer(4);

        assertThat(quantizer.quantize(new float[]{length, 2 * length, 0, -length}))
                .usingRecursiveComparison()
                .isEqualTo(quantizer.quantize(new float[]{1, 2, 0, -1}));
    }

    @ParameterizedTest
    @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY})
    void a_vector_without_direction_is_a_bug(
            float value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VectorQuantizer(3).quantize(new float[]{0, value, 0}));
    }

    @Test
    void a_vector_of_another_dimension_is_a_bug() {
        assertThatIllegalArgumentException().isThrownBy(() -> new VectorQuantizer(3).quantize(new float[]{1, 1}));
        assertThatIllegalArgumentException().isThrownBy(() -> new VectorQuantizer(0));
    }

    @Test
    void codes_that_the_kernels_cannot_multiply_are_a_bug() {
        assertThatIllegalArgumentException().isThrownBy(() -> new QuantizedVector(new byte[]{1, -128}, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new QuantizedVector(new byte[]{1}, Float.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new QuantizedVector(new byte[]{1}, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new QuantizedVector(new byte[0], 1));
    }
}
