package dev.mimo.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonItemsTest {
    private static final JsonLimits LIMITS = new JsonLimits(10_000, 5, 100, 100);

    @Test
    void elements_of_an_array_at_the_top_are_items() {
        assertThat(items("\uFEFF [1, {\"a\":[2]}, []]")).containsExactly("[0] 1", "[1] {\"a\":[2]}", "[2] []");
    }

    @Test
    void so_are_values_at_the_top_and_elements_of_the_lists_that_are_named() {
        assertThat(items("{\"a\":1}\n{\"list\":[1,2],\"b\":[3],\"other\":[4],\"x\":{\"list\":[5]}}\n7"))
                .containsExactly(
                        "line 1 {\"a\":1}", "list[0] 1", "list[1] 2", "other[0] 4", "line 3 7");
    }

    @Test
    void an_object_with_a_list_that_is_none_is_an_item() {
        assertThat(items("{\"list\":{\"a\":1}}")).containsExactly("line 1 {\"list\":{\"a\":1}}");
    }

    @Test
    void what_is_too_large_is_passed_over_wherever_it_ends() {
        String large = "[" + "\"0123456789\",".repeat(3_000) + "0]";

        assertThat(items("[" + large + ",{\"a\":" + large + ",\"b\":1},{\"c\":{\"d\":" + large + "}},2]"))
                .containsExactly("[0] null is larger than 10,000 bytes", "[1] null is larger than 10,000 bytes",
                        "[2] null is larger than 10,000 bytes", "[3] 2");
        assertThat(items("{\"x\":" + large + ",\"list\":[8]}\n9")).containsExactly("list[0] 8", "line 2 9");
    }

    @Test
    void faults_are_told_and_the_rest_is_read() {
        assertThat(items("[{\"a\":1,\"a\":2},[[[[[[1]]]]]],\"x\\u0000\",3]")).hasSize(4)
                .anyMatch(item -> item.startsWith("[0] {\"a\":1} '[0].a' is given twice"))
                .anyMatch(item -> item.contains("nested deeper than 5"))
                .anyMatch(item -> item.contains("NUL")).contains("[3] 3");
        assertThat(items("{\"a\":1,\"a\":2}")).containsExactly("line 1 {\"a\":1} 'a' is given twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,", "[1,}", "{\"a\" 1}", "[1 2]", "{\"list\":[1", "nul", "[\"\u0001\"]"})
    void broken_text_is_refused_after_the_items_before(String text) {
        assertThatThrownBy(() -> items(text)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void only_utf_8_is_read() {
        for (String text : List.of("\u00e9", "[1,\"\u00e9\"]")) {
            assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .isInstanceOf(MalformedJsonException.class).hasMessageContaining("UTF-8");
        }
        assertThat(items("")).isEmpty();
    }

    private static List<String> items(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(byte[] utf8) {
        List<String> read = new ArrayList<>();
        try (JsonItems items = new JsonItems(new ByteArrayInputStream(utf8), LIMITS, Set.of("list", "other"))) {
            for (JsonItems.Item item = items.next(); item != null; item = items.next()) {
                read.add((item.where() + " " + Json.text(item.value()) + " "
                        + (item.fault() == null ? "" : item.fault())).strip());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return read;
    }
}
