package dev.mimo.call;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class JsonFieldsTest {
    private enum Colour {
        RED, GREEN
    }

    private static JsonFields fields(String json) {
        return JsonFields.of((ObjectNode) new JsonMapper().readTree(json));
    }

    private static List<Refusal.FieldProblem> problemsOf(JsonFields fields) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, fields::done);
        assertThat(refused).isNotNull();
        assertThat(refused.refusal()).isInstanceOf(Refusal.Invalid.class);
        return ((Refusal.Invalid) refused.refusal()).problems();
    }

    @Test
    void every_kind_of_value_is_read() {
        JsonFields fields = fields("""
                {"t": "x", "i": 7, "n": 0.5, "b": true, "at": "2026-01-02T03:04:05+01:00", "c": "green",
                 "l": ["a", "b"], "o": {}}""");

        assertThat(fields.requiredText("t", 10)).isEqualTo("x");
        assertThat(fields.integer("i", 1, 0, 10)).isEqualTo(7);
        assertThat(fields.number("n", 0, 1)).isEqualTo(0.5);
        assertThat(fields.bool("b", false)).isTrue();
        assertThat(fields.time("at")).isEqualTo(Instant.parse("2026-01-02T02:04:05Z"));
        assertThat(fields.choice("c", Colour.RED)).isEqualTo(Colour.GREEN);
        assertThat(fields.texts("l", 5, 5)).containsExactly("a", "b");
        assertThat(fields.object("o")).isNotNull();
        fields.done();
    }

    @Test
    void absent_and_null_are_the_same() {
        JsonFields fields = fields("{\"t\": null}");

        assertThat(fields.text("t", 10)).isNull();
        assertThat(fields.integer("i", 3, 0, 10)).isEqualTo(3);
        assertThat(fields.texts("l", 5, 5)).isNull();
        fields.done();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"i": "7"}
            {"i": 7.0}
            {"i": 11}
            {"i": -1}
            {"i": 99999999999999999999}
            {"i": true}
            """)
    void what_is_not_a_whole_number_within_bounds_is_a_problem_of_that_field(String json) {
        JsonFields fields = fields(json);
        int unused = fields.integer("i", 0, 0, 10);

        assertThat(unused).isZero();
        assertThat(problemsOf(fields)).singleElement().extracting(Refusal.FieldProblem::field).isEqualTo("i");
    }

    @Test
    void all_problems_are_told_at_once_and_unknown_fields_too() {
        JsonFields fields = fields("{\"a\": 1, \"b\": \" \", \"typo\": 1, \"l\": [\"ok\", 2]}");
        fields.text("a", 10);
        fields.text("b", 10);
        fields.requiredText("c", 10);
        fields.texts("l", 5, 5);

        assertThat(problemsOf(fields)).extracting(Refusal.FieldProblem::field)
                .containsExactlyInAnyOrder("a", "b", "c", "l[1]", "typo");
    }

    @Test
    void a_nested_problem_is_told_with_its_path() {
        JsonFields fields = fields("{\"items\": [{\"x\": 1}, {\"x\": \"no\", \"y\": 2}]}");
        List<ObjectNode> items = fields.objects("items", 10);
        for (int i = 0; i < items.size(); i++) {
            JsonFields item = fields.nested(items.get(i), "items[" + i + "]");
            item.integer("x", 0, 0, 10);
            item.close();
        }

        assertThat(problemsOf(fields)).extracting(Refusal.FieldProblem::field)
                .containsExactly("items[1].x", "items[1].y");
    }

    @ParameterizedTest
    @CsvSource({"2026-01-01", "2026-01-01T00:00:00", "yesterday", "+12026-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"})
    void a_time_needs_a_zone_and_a_sane_year(String time) {
        JsonFields fields = fields("{\"at\": \"" + time + "\"}");

        assertThat(fields.time("at")).isNull();
        assertThat(problemsOf(fields)).hasSize(1);
    }
}
