package dev.mimo.json;

import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class JsonReadingTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void a_name_given_twice_is_a_fault_and_the_first_value_stays() {
        JsonReading.Tree tree = tree("{\"id\":1,\"a\":{\"b\":2,\"b\":3}}");

        assertFault(tree, "a.b", "is given twice");
        assertThat(Json.text(tree.root())).isEqualTo("{\"id\":1,\"a\":{\"b\":2}}");
    }

    @Test
    void half_a_surrogate_pair_is_a_fault_that_names_its_place() {
        JsonReading.Tree tree = tree("{\"a\":[\"ok\",\"x\\ud800y\"]}");

        assertFault(tree, "a[1]", "holds half of a surrogate pair");
        assertThat(tree("[\"\\ud83d\\ude00\"]").fault()).isNull();
    }

    @Test
    void a_nul_is_a_fault_that_names_its_place() {
        assertFault(tree("{\"id\":7,\"a\":{\"b\":\"x\\u0000\"}}"), "a.b", "holds a NUL character");
    }

    @Test
    void only_the_first_of_several_faults_is_told() {
        assertFault(tree("{\"a\":1e999,\"a\":2,\"b\":\"\\ud800\"}"), "a", "is a number beyond every finite one");
    }

    @Test
    void nesting_beyond_the_bound_is_a_fault_and_costs_no_stack() {
        assertThat(tree("[".repeat(8) + "]".repeat(8)).fault()).isNull();
        assertThat(tree("[".repeat(9) + "]".repeat(9)).fault()).isNotNull();
        assertThat(read("[".repeat(1_000_000), 8)).isInstanceOf(JsonReading.Broken.class);
    }

    @Test
    void numbers_out_of_range_are_faults_and_large_whole_ones_survive() {
        assertFault(tree("{\"n\":1e999}"), "n", "is a number beyond every finite one");
        String whole = "123456789012345678901234567890";
        assertThat(Json.text(tree(whole).root())).isEqualTo(whole);
        assertThat(read("9".repeat(100_000), 8)).isInstanceOf(JsonReading.Broken.class);
        assertThat(read("NaN", 8)).isInstanceOf(JsonReading.Broken.class);
    }

    @Test
    void text_around_the_value_and_broken_bytes_are_no_json() {
        for (String text : new String[]{"", " ", "{", "{}{}", "{} x", "'a'", "{a:1}", "[1,]", "//", "\"\u0001\""}) {
            assertThat(read(text, 8)).as(text).isInstanceOf(JsonReading.Broken.class);
        }
        assertThat(read(new byte[]{'"', (byte) 0xC0, (byte) 0x80, '"'}, 8))
                .isInstanceOf(JsonReading.Broken.class);
        assertThat(read(new byte[]{'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, 8))
                .isInstanceOf(JsonReading.Broken.class);
    }

    @Property
    void any_bytes_are_read_without_an_exception(@ForAll byte[] bytes) {
        assertThat(read(bytes, 8)).isNotNull();
    }

    @Property
    void any_cut_of_a_value_is_read_without_an_exception(@ForAll("values") JsonNode value, @ForAll int at) {
        byte[] whole = Json.bytes(value);
        byte[] cut = Arrays.copyOf(whole, Math.floorMod(at, whole.length + 1));

        assertThat(read(cut, 16)).isNotNull();
    }

    @Property
    void what_is_written_is_read_again_the_same(@ForAll("values") JsonNode value) {
        byte[] written = Json.bytes(value);

        assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain("\n", "\r");
        assertThat(Json.read(written, JsonLimits.ofDepth(500))).isEqualTo(new JsonReading.Tree(value, null));
    }

    @Provide
    Arbitrary<JsonNode> values() {
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                Arbitraries.strings().map(text -> text.replaceAll("[\\p{Cs}\0]", "")).map(NODES::stringNode),
                Arbitraries.integers().map(NODES::numberNode),
                Arbitraries.longs().filter(n -> n != n.intValue()).map(NODES::numberNode),
                Arbitraries.of(true, false).map(NODES::booleanNode), Arbitraries.of(NODES.nullNode()));
        return Arbitraries.lazyOf(() -> leaves, () -> leaves,
                () -> values().list().ofMaxSize(3).map(list -> {
                    ArrayNode array = NODES.arrayNode();
                    list.forEach(array::add);
                    return array;
                }),
                () -> values().list().ofMaxSize(3).map(list -> {
                    ObjectNode object = NODES.objectNode();
                    for (int i = 0; i < list.size(); i++) {
                        object.set("n" + i, list.get(i));
                    }
                    return object;
                }));
    }

    private static void assertFault(JsonReading.Tree tree, String path, String problem) {
        assertThat(tree.fault()).isNotNull().extracting(JsonFault::path, JsonFault::problem)
                .containsExactly(path, problem);
    }

    private static JsonReading.Tree tree(String text) {
        return (JsonReading.Tree) read(text, 8);
    }

    private static JsonReading read(String text, int depthMax) {
        return read(text.getBytes(StandardCharsets.UTF_8), depthMax);
    }

    private static JsonReading read(byte[] utf8, int depthMax) {
        return Json.read(utf8, JsonLimits.ofDepth(depthMax));
    }
}
