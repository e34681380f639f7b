package dev.mimo.mcp;

import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LineReaderTest {
    @Test
    void a_line_beyond_the_bound_is_skipped_and_the_next_one_read() throws IOException {
        assertThat(lines("12345\n123456\n1\n", 5)).containsExactly("12345", "TOO LONG", "1");
    }

    @Test
    void the_last_line_needs_no_end_and_an_empty_input_has_none() throws IOException {
        assertThat(lines("a\n\nb", 5)).containsExactly("a", "", "b");
        assertThat(lines("", 5)).isEmpty();
        assertThat(lines("a\n", 5)).containsExactly("a");
        assertThat(lines("1234567", 5)).containsExactly("TOO LONG");
    }

    @Test
    void only_a_last_line_that_was_cut_has_no_end() throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream("a\nb".getBytes(UTF_8)), 5);

        assertThat(lines.next()).isInstanceOfSatisfying(LineReader.Whole.class,
                line -> assertThat(line.ended()).isTrue());
        assertThat(lines.next()).isInstanceOfSatisfying(LineReader.Whole.class,
                line -> assertThat(line.ended()).isFalse());
        assertThat(lines.next()).isNull();
    }

    @Test
    void an_endless_line_is_held_no_longer_than_the_bound() throws IOException {
        long[] left = {200_000_000L};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return left[0]-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                int count = (int) Math.min(length, left[0]);
                left[0] -= count;
                return count == 0 ? -1 : count;
            }
        };

        assertThat(new LineReader(endless, 1000).next()).isInstanceOf(LineReader.TooLong.class);
        assertThat(left[0]).isGreaterThan(199_000_000L);
    }

    @Property
    void lines_come_out_as_they_went_in_however_they_are_cut_into_reads(
            @ForAll("texts") String text,
            @ForAll @IntRange(min = 1, max = 7) int chunk) throws IOException {
        InputStream slow = new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public int read(byte[] bytes, int from, int length) {
                return super.read(bytes, from, Math.min(length, chunk));
            }
        };
        List<String> expected = new ArrayList<>(List.of(text.split("\n", -1)));
        if (expected.getLast().isEmpty()) {
            expected.removeLast();
        }

        assertThat(read(new LineReader(slow, 1_000_000))).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("a\n");
    }

    private static List<String> lines(String text, int bytesMax) throws IOException {
        return read(new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), bytesMax));
    }

    private static List<String> read(LineReader lines) throws IOException {
        List<String> read = new ArrayList<>();
        LineReader.@Nullable Line line = lines.next();
        while (line != null) {
            read.add(switch (line) {
                case LineReader.Whole(byte[] bytes, boolean _) -> new String(bytes, UTF_8);
                case LineReader.TooLong() -> "TOO LONG";
            });
            line = lines.next();
        }
        return read;
    }
}
