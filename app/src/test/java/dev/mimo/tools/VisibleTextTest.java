package dev.mimo.tools;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.StringNode;

import static org.assertj.core.api.Assertions.assertThat;

class VisibleTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "Priya prefers tea\n\tin the morning", "Grüße, 世界! שלום · مرحبا",
            "🍃 👩🏽‍🚀 ❤️‍🔥 👨‍👩‍👧 1️⃣ ©️",
            "می‌خواهم", "क्‍ष", "\u0600\u0661\u0662", "a\u00a0b\u3000c", "e\u0301"})
    void what_people_write_is_shown_as_it_is(String text) {
        assertThat(VisibleText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @FieldSource("dev.mimo.tools.HostileTexts#ALL")
    void nothing_hostile_stays_hidden(String text) {
        assertThat(HostileTexts.hidden(VisibleText.of(text))).isEmpty();
        assertThat(HostileTexts.lines(VisibleText.line(text))).hasSize(1);
        assertThat(VisibleText.of(text)).contains("PWNED");
    }

    @Test
    void a_run_of_what_is_hidden_is_one_mark() {
        assertThat(VisibleText.of("a\u200b\u200b\udb40\udc41\u0007b\u001b[0m")).isEqualTo("a·b·[0m");
        assertThat(VisibleText.of("a\r\nb\rc\u2028d\u200b\u2028\u200b")).isEqualTo("a\nb\nc\nd·\n·");
        assertThat(VisibleText.line(" a\n\n  b\u0085c ")).isEqualTo("a b c");
    }

    @Property
    void whatever_is_shown_is_seen_and_showing_it_again_changes_nothing(@ForAll String text) {
        String shown = VisibleText.of(text);

        assertThat(HostileTexts.hidden(shown.replaceAll("[\u200c\u200d\ufe0e\ufe0f\u0600-\u0605\u06dd\u070f\u0890\u0891"
                + "\u08e2\ud804]", ""))).isEmpty();
        assertThat(VisibleText.of(shown)).isEqualTo(shown);
    }

    @ParameterizedTest
    @FieldSource("dev.mimo.tools.HostileTexts#ALL")
    void json_that_is_shown_is_the_same_document(String text) {
        String shown = VisibleText.json(Json.text(StringNode.valueOf(text + " 🍃")));

        assertThat(HostileTexts.hidden(shown)).isEmpty();
        assertThat(Json.parse(shown.getBytes(StandardCharsets.UTF_8), JsonLimits.defaults()).stringValue())
                .isEqualTo(text + " 🍃");
    }
}
