package dev.mimo.mcp.schema;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SchemaValidatorTest {
    private final SchemaValidator schemas = new SchemaValidator(new SchemaSettings(2, 1000, 3, 100_000));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"object","required":["a"]} | {} | a
            {"type":"object","properties":{"n":{"type":"integer","maximum":5}}} | {"n":7} | /n
            {"type":"object","additionalProperties":false} | {"x":1} | x
            {"type":"object","properties":{"e":{"enum":["p","q"]}}} | {"e":"r"} | /e
            {"type":"object","properties":{"d":{"type":"array","items":{"type":"string"}}}} | {"d":["x",1]} | /d/1
            {"$defs":{"p":{"$anchor":"P","type":"string"}},"properties":{"a":{"$ref":"#P"}}} | {"a":1} | /a
            {"if":{"required":["a"]},"then":{"required":["b"]}} | {"a":1} | b
            {"unevaluatedProperties":false,"properties":{"a":true}} | {"b":1} | b
            {"$schema":"http://json-schema.org/draft-07/schema#","dependencies":{"a":["b"]}} | {"a":1} | b
            {"properties":{"t":{"type":"string","pattern":"^[a-z]+$"}}} | {"t":"A"} | /t
            """)
    void what_is_wrong_is_said_with_its_place(String schema, String value, String mentioned) {
        List<String> problems = schemas.problems(json(schema), json(value));

        assertThat(problems).isNotEmpty();
        assertThat(String.join("; ", problems)).contains(mentioned);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    {"type":"object"} | {"anything":1}
                    {"type":"object","properties":{"n":{"type":"integer"}}} | {"n":1.0}
                    {"x-mcp-header":"X","properties":{"f":{"type":"string","format":"date-time"}}} | {"f":"no date"}
                    {"oneOf":[{"required":["a"]},{"required":["b"]}]} | {"a":1}
                    {"type":"object","properties":{"next":{"$ref":"#"}}} | {"next":{"next":{}}}
                    """)
    void what_is_right_passes(String schema, String value) {
        assertThat(schemas.problems(json(schema), json(value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e20", "-1e20", "1e308", "100000000000000000000", "9223372036854775808", "1.8e19",
            "123456789012345678901234567890.5"})
    void a_number_beyond_every_long_is_compared_as_any_other(String number) {
        for (String type : List.of("integer", "number")) {
            assertThat(schemas.problems(json("{\"properties\":{\"n\":{\"type\":\"" + type
                    + "\",\"minimum\":1,\"maximum\":9}}}"), json("{\"n\":" + number + "}")))
                    .singleElement().asString().contains("/n");
            assertThat(schemas.problems(json("{\"properties\":{\"n\":{\"type\":\"" + type + "\"}}}"),
                    json("{\"n\":" + number + "}"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"$ref\":\"https://example.com/a.json\"}", "{\"$ref\":\"file:///etc/hostname\"}",
            "{\"$ref\":\"classpath:tools/recall.json\"}", "{\"$ref\":\"#/$defs/none\"}",
            "{\"$schema\":\"https://example.com/dialect\"}", "{\"properties\":{\"a\":{\"pattern\":\"(\"}}}",
            "{\"$ref\":\"#\"}"})
    void a_schema_that_cannot_be_used_is_refused_and_nothing_is_fetched(String schema) {
        assertThatThrownBy(() -> schemas.problems(json(schema), json("{\"a\":\"x\"}")))
                .isInstanceOf(UnusableSchemaException.class);
    }

    @Test
    void a_schema_that_is_too_large_is_refused() {
        String many = "{\"type\":\"object\",\"enum\":[" + "1,".repeat(2000) + "1]}";

        assertThatThrownBy(() -> schemas.problems(json(many), json("{}"))).isInstanceOf(UnusableSchemaException.class)
                .hasMessageContaining("large");
    }

    @Test
    void a_pattern_that_would_never_end_is_ended() {
        JsonNode schema = json("{\"properties\":{\"t\":{\"type\":\"string\",\"pattern\":\"^a*a*a*a*a*a*b$\"}}}");

        assertThat(schemas.problems(schema, json("{\"t\":\"" + "a".repeat(300) + "\"}")))
                .singleElement().asString().contains("too long");
    }

    @Test
    void many_problems_are_cut_to_a_few() {
        JsonNode schema = json("{\"required\":[\"a\",\"b\",\"c\",\"d\",\"e\"]}");

        assertThat(schemas.problems(schema, json("{}"))).hasSize(3);
    }

    @Test
    void more_schemas_than_are_kept_still_work() {
        for (int i = 0; i < 10; i++) {
            assertThat(schemas.problems(json("{\"required\":[\"a" + i + "\"]}"), json("{}"))).hasSize(1);
        }
    }

    private static JsonNode json(String text) {
        return Json.parseObject(text, JsonLimits.defaults());
    }
}
