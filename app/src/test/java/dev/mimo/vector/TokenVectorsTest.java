package dev.mimo.vector;

import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class TokenVectorsTest {
    private final Random random = new Random(42);

    @Test
    void packed_cosines_are_as_near_as_one_bit_allows() {
        double rootMeanSquare = 0.045;
        TokenVectors packer = packer(384);
        List<float[]> text = tokens(60, 384);
        List<float[]> question = text.stream().map(token -> RandomVectors.near(random, token, 0.8)).toList();

        float[] packed = packer.maxSim(packer.prepare(question), packer.pack(text));

        double squares = 0;
        double sum = 0;
        for (int i = 0; i < packed.length; i++) {
            double error = packed[i] - mostLike(question.get(i), text);
            squares += error * error;
            sum += error;
        }
        assertThat(Math.sqrt(squares / packed.length)).isLessThan(rootMeanSquare);
        assertThat(sum / packed.length).isCloseTo(0, within(rootMeanSquare / 2));
    }

    @Property(tries = 100)
    void any_dimension_and_number_of_tokens_can_be_packed(
            @ForAll @IntRange(min = 1, max = 200) int dimension,
            @ForAll @IntRange(min = 1, max = 20) int count, @ForAll long seed) {
        Random drawn = new Random(seed);
        TokenVectors packer = packer(dimension);
        List<float[]> text = IntStream.range(0, count).mapToObj(_ -> RandomVectors.unit(drawn, dimension)).toList();

        byte[] packed = packer.pack(text);

        assertThat(packed).hasSize(8 + count * (2 + (dimension + 7) / 8));
        for (float similarity : packer.maxSim(packer.prepare(text), packed)) {
            assertThat(similarity).isGreaterThan(0.9f);
        }
    }

    @Test
    void both_kernels_give_the_very_same_answer() {
        List<float[]> text = tokens(25, 100);
        List<float[]> question = tokens(12, 100);
        TokenVectors fast = packer(100);
        TokenVectors plain = new TokenVectors(new VectorQuantizer(100), DotKernels.plain());

        byte[] packed = fast.pack(text);

        assertThat(plain.pack(text)).containsExactly(packed);
        assertThat(plain.maxSim(plain.prepare(question), packed))
                .containsExactly(fast.maxSim(fast.prepare(question), packed));
    }

    /// Packed texts are stored.
    @Test
    void the_packed_form_never_changes_from_one_version_to_the_next() {
        float[] token = new float[12];
        for (int i = 0; i < token.length; i++) {
            token[i] = i - 4;
        }

        byte[] packed = packer(12).pack(List.of(token));

        assertThat(HexFormat.of().formatHex(packed)).isEqualTo("02010c0001000000f519c70e");
    }

    @Test
    void parts_of_a_text_are_joined_to_what_the_whole_would_be() {
        TokenVectors packer = packer(100);
        List<float[]> text = tokens(20, 100);

        byte[] joined = packer.join(List.of(packer.pack(text.subList(0, 7)), packer.pack(List.of()),
                packer.pack(text.subList(7, 20))));

        assertThat(joined).containsExactly(packer.pack(text));
        assertThat(packer.count(joined)).isEqualTo(20);
    }

    @Test
    void a_text_without_tokens_is_like_nothing() {
        TokenVectors packer = packer(8);

        byte[] packed = packer.pack(List.of());

        assertThat(packer.maxSim(packer.prepare(tokens(3, 8)), packed)).containsExactly(0, 0, 0);
        assertThat(packer.maxSim(packer.prepare(List.of()), packer.pack(tokens(2, 8)))).isEmpty();
    }

    @Test
    void what_another_instance_packed_otherwise_is_a_bug() {
        byte[] packed = packer(8).pack(tokens(3, 8));
        TokenVectors.Question question = packer(8).prepare(tokens(1, 8));

        byte[] ofMoreBits = packed.clone();
        ofMoreBits[1] = 4;

        assertThatIllegalArgumentException().isThrownBy(() -> packer(8).maxSim(question, ofMoreBits));
        assertThatIllegalArgumentException().isThrownBy(() -> packer(16).maxSim(question, packed));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> packer(8).maxSim(question, Arrays.copyOf(packed, packed.length - 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> packer(8).maxSim(question, new byte[3]));
    }

    @Test
    void tokens_without_direction_are_bugs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> packer(8).pack(List.of(new float[8])));
    }

    private static TokenVectors packer(int dimension) {
        return new TokenVectors(new VectorQuantizer(dimension), DotKernels.best());
    }

    private List<float[]> tokens(int count, int dimension) {
        List<float[]> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tokens.add(RandomVectors.unit(random, dimension));
        }
        return tokens;
    }

    private static double mostLike(float[] token, List<float[]> text) {
        return text.stream().mapToDouble(other -> RandomVectors.cosine(token, other)).max().orElse(0);
    }
}
