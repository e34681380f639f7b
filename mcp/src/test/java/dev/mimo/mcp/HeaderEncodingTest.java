package dev.mimo.mcp;

import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderEncodingTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "us west 1", "SGVsbG8=", "=?base64?SGVsbG8=", "file:///a%20b", "a?=", "\"q\""})
    void what_a_header_can_carry_stays_as_it_is(String text) {
        assertThat(HeaderEncoding.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "\ta", "a\tb", "ü", "a\r\nb", "\u0000", "=?base64?SGVsbG8=?=", "\u007f", "日本"})
    void what_it_cannot_carry_is_marked_and_encoded(String text) {
        assertThat(HeaderEncoding.of(text)).isEqualTo(
                "=?base64?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=");
    }

    @Property
    void every_text_comes_back(@ForAll String text) {
        String header = HeaderEncoding.of(text);

        assertThat(header).matches("[\\x20-\\x7E]*").isEqualTo(header.strip());
        assertThat(HeaderEncoding.read(header))
                .isEqualTo(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
