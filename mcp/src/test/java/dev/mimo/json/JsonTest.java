package dev.mimo.json;

import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class JsonTest {
    private static final JsonLimits LIMITS = JsonLimits.defaults();

    @Test
    void a_byte_order_mark_before_the_text_is_passed_over_and_nowhere_else() {
        assertThat(Json.parseObject("\uFEFF{\"a\":1}".getBytes(StandardCharsets.UTF_8), LIMITS).path("a").intValue())
                .isEqualTo(1);
        assertThat(Json.parseObject("\uFEFF{\"a\":1}", LIMITS).path("a").intValue()).isEqualTo(1);
        assertThatThrownBy(() -> Json.parseObject("\uFEFF\uFEFF{}".getBytes(StandardCharsets.UTF_8), LIMITS))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> Json.parseObject("{}\uFEFF".getBytes(StandardCharsets.UTF_8), LIMITS))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void every_kind_of_value_survives_the_round_trip() {
        String text = "{\"a\":[1,-2.5,true,false,null,\"Zoë \uD83D\uDE00\"],\"b\":{},\"c\":9007199254740993,"
                + "\"d\":123456789012345678901234567890}";

        ObjectNode read = Json.parseObject(utf8(text), LIMITS);

        assertThat(Json.text(read)).isEqualTo(text);
        assertThat(new String(Json.bytes(read), StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(read.get("d").bigIntegerValue()).isEqualTo(new BigInteger("123456789012345678901234567890"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1,"a":2}                             | a               | is given twice
            {"m":[{"t":1},{"t":1,"t":2}]}             | m[1].t          | is given twice
            {"a":"\\u0000"}                           | a               | NUL
            {"a":["x","y\\u0000"]}                    | a[1]            | NUL
            {"a\\u0000":1}                            | a\\u0000        | NUL
            {"a":"\\ud800"}                           | a               | surrogate
            {"a":"\\udc00\\ud800"}                    | a               | surrogate
            {"a":{"b":"\\ud83dx"}}                    | a.b             | surrogate
            {"\\udfff":1}                           | body            | not valid JSON
            {"a":1e999}                               | a               | finite
            {"a":-1e999}                              | a               | finite
            {"a":NaN}                                 | a               | not valid JSON
            {"a":Infinity}                            | a               | not valid JSON
            {"a":-Infinity}                           | a               | not valid JSON
            {"a":01}                                  | a               | not valid JSON
            {"a":'x'}                                 | a               | not valid JSON
            {"a":1,}                                  | a               | not valid JSON
            {"a":1} {"b":2}                           | body            | goes on
            {"a":1} x                                 | body            | not valid JSON
            {"a":1                                    | a               | not valid JSON
            {a:1}                                     | body            | not valid JSON
            []                                        | body            | object
            "text"                                    | body            | object
            null                                      | body            | object
            {"a":/* no */1}                           | a               | not valid JSON
            """)
    void what_could_be_understood_in_two_ways_is_declined_with_its_field(String json, String field,
            String says) {
        JsonFault fault = faultOf(utf8(json));

        assertThat(fault.path().isEmpty() ? "body" : fault.path()).isEqualTo(field);
        assertThat(fault.problem()).contains(says);
    }

    @Test
    void characters_are_held_to_the_same_rules_as_bytes() {
        assertThat(Json.parseObject("{\"a\":\"é\"}", LIMITS).get("a").stringValue()).isEqualTo("é");
        assertThatThrownBy(() -> Json.parseObject("{\"a\":\"\uD800\"}", LIMITS)).hasMessageContaining("surrogate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void nothing_at_all_is_declined(String nothing) {
        assertThat(faultOf(utf8(nothing)).problem()).contains("is empty");
    }

    @Test
    void bytes_that_are_not_utf_8_are_declined_with_their_place() {
        byte[][] wrong = {
                bytes('{', '"', 'a', '"', ':', '"', 0xC0, 0x80, '"', '}'), // overlong NUL
                bytes('{', '"', 'a', '"', ':', '"', 0xED, 0xA0, 0x80, '"', '}'), // an encoded surrogate
                bytes('{', '"', 'a', '"', ':', '"', 0xF5, 0x80, 0x80, 0x80, '"', '}'),
                bytes('{', '"', 'a', '"', ':', '"', 0xE2, 0x82)};

        for (byte[] each : wrong) {
            assertThat(faultOf(each).problem()).contains("not valid UTF-8 at byte 6");
        }
    }

    @Test
    void other_encodings_are_declined() {
        assertThatThrownBy(() -> Json.parseObject("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE), LIMITS))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> Json.parseObject("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE), LIMITS))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void sixty_four_levels_are_read_and_one_more_is_declined() {
        assertThat(Json.parseObject(utf8(nested(64)), LIMITS)).isNotNull();
        assertThat(faultOf(utf8(nested(65))).problem()).contains("deeper than 64");
        assertThat(faultOf(utf8(nested(10_000))).problem()).contains("deeper than 64");
        assertThat(faultOf(utf8("[".repeat(10_000))).problem()).contains("deeper than 64");
    }

    @Test
    void a_number_or_a_name_that_is_too_long_is_declined() {
        assertThat(faultOf(utf8("{\"n\":" + "1".repeat(101) + "}")).problem())
                .contains("too long");
        assertThat(faultOf(utf8("{\"" + "n".repeat(600) + "\":1}")).problem())
                .contains("too long");
        assertThat(Json.parseObject(utf8("{\"n\":" + "1".repeat(100) + "}"), LIMITS).size()).isOne();
    }

    @Test
    void more_bytes_than_allowed_are_declined() throws IOException {
        byte[] text = utf8("{\"a\":\"" + "x".repeat(100) + "\"}");

        assertThatThrownBy(() -> Json.parseObject(text, LIMITS.withBytesMax(50))).hasMessageContaining("50 bytes");
        assertThatThrownBy(() -> Json.parseObject(new ByteArrayInputStream(text), LIMITS.withBytesMax(50)))
                .hasMessageContaining("50 bytes");
        assertThat(Json.parseObject(new ByteArrayInputStream(text), LIMITS).size()).isOne();
    }

    @Test
    void a_number_that_json_cannot_write_is_a_bug() {
        ObjectNode node = Json.object().put("score", Double.NaN);

        assertThatThrownBy(() -> Json.bytes(node)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void what_is_written_reads_the_same(@ForAll("trees") JsonNode tree) {
        ObjectNode object = Json.object().set("it", tree);

        assertThat(Json.parseObject(Json.bytes(object), LIMITS)).isEqualTo(object);
        assertThat(Json.parseObject(Json.text(object), LIMITS)).isEqualTo(object);
    }

    @Property(tries = 1000)
    void garbage_is_declined_and_never_anything_else(@ForAll byte[] garbage) {
        try {
            Json.parse(garbage, LIMITS);
        } catch (MalformedJsonException malformed) {
            assertThat(malformed.fault().remedy()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<JsonNode> trees() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                Arbitraries.strings().map(text -> text.replaceAll("[\\p{Cs}\0]", "")).map(nodes::stringNode),
                Arbitraries.integers().map(nodes::numberNode),
                Arbitraries.longs(1L << 40, Long.MAX_VALUE).map(nodes::numberNode),
                Arbitraries.doubles().map(nodes::numberNode),
                Arbitraries.of(true, false).map(nodes::booleanNode));
        return Arbitraries.lazyOf(() -> leaf,
                () -> trees().list().ofMaxSize(3).map(items -> {
                    ArrayNode array = nodes.arrayNode();
                    items.forEach(array::add);
                    return array;
                }));
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    private static JsonFault faultOf(byte[] json) {
        MalformedJsonException malformed = catchThrowableOfType(MalformedJsonException.class,
                () -> Json.parseObject(json, LIMITS));
        assertThat(malformed).as(new String(json, StandardCharsets.UTF_8)).isNotNull();
        return malformed.fault();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
