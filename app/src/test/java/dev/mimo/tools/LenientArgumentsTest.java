package dev.mimo.tools;

import com.networknt.schema.Schema;
import dev.mimo.TestMimo;
import dev.mimo.call.SchemaDocuments;
import dev.mimo.call.StrictSchemas;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.terms.TimeWords;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import static org.assertj.core.api.Assertions.assertThat;

class LenientArgumentsTest {
    private static final int TRIES = Integer.getInteger("mimo.schema.tries", 600);
    private static final TimeWords TIMES =
            new TimeWords(ZonedDateTime.parse("2026-10-28T15:30:00+01:00[Europe/Berlin]"));
    private static final JsonNode SCHEMA = json("""
            {"type": "object", "required": ["content"], "properties": {
              "content": {"type": "string"}, "count": {"type": "integer"}, "score": {"type": "number"},
              "sure": {"type": "boolean"}, "tags": {"type": "array", "items": {"type": "string"}},
              "sizes": {"type": "array", "items": {"type": "integer"}}, "more": {"type": "object"},
              "filter": {"type": "object", "properties": {
                "after": {"type": "string", "format": "date-time"}, "limit": {"type": "integer"}}}}}
            """);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"count": null, "tags": null, "filter": null}           | {}
            {"count": "", "tags": " ", "score": "\\t"}              | {}
            {"filter": {"after": null, "limit": ""}}                | {"filter": {}}
            {"count": "5", "score": "0.5", "sure": "true"}          | {"count": 5, "score": 0.5, "sure": true}
            {"count": "5.0", "score": "-1"}                         | {"count": 5.0, "score": -1}
            {"tags": "[\\"a\\"]", "sizes": ["1", "2"]}              | {"tags": ["a"], "sizes": [1, 2]}
            {"filter": "{\\"limit\\": \\"3\\", \\"after\\": null}"} | {"filter": {"limit": 3}}
            {"more": "{\\"a\\": [null, \\"5\\"]}"}                  | {"more": {"a": [null, "5"]}}
            {"content": "5"}                                        | {"content": "5"}
            {"content": "yesterday", "filter": {"after": "yesterday"}} \
            | {"content": "yesterday", "filter": {"after": "2026-10-27T00:00:00+01:00"}}
            {"filter": {"after": "2026-01-01"}}                     | {"filter": {"after": "2026-01-01T00:00:00+01:00"}}
            {"content": "[1]", "tags": ["5", "true"]}               | {"content": "[1]", "tags": ["5", "true"]}
            """)
    void what_clients_send_is_what_they_mean(String given, String meant) {
        assertThat(LenientArguments.of(json(given), SCHEMA, TIMES)).isEqualTo(json(meant));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"content": null}
            {"content": " "}
            {"count": "five"}
            {"count": "05"}
            {"count": " 5"}
            {"count": "5 "}
            {"count": "true"}
            {"count": "NaN"}
            {"sure": "True"}
            {"sure": 1}
            {"sure": "1"}
            {"tags": "work"}
            {"tags": "[\\"a\\"] and more"}
            {"tags": [null, ""]}
            {"more": "{\\"a\\": 1, \\"a\\": 2}"}
            {"filter": {"after": "soon"}}
            {"filter": {"after": "2026-02-30"}}
            {"other": null}
            {"other": ""}
            """)
    void what_may_mean_something_else_is_left_to_the_strict_reader(String given) {
        assertThat(LenientArguments.of(json(given), SCHEMA, TIMES)).isEqualTo(json(given));
    }

    @Test
    void whatever_a_schema_accepts_passes_unchanged_and_comes_back_from_its_loose_forms(@TempDir Path home) {
        try (TestMimo mimo = TestMimo.open(home)) {
            for (ToolDefinition tool : MemoryTools.of(mimo.connection("team")).tools()) {
                check(tool);
            }
        }
    }

    private static void check(ToolDefinition tool) {
        Schema schema = StrictSchemas.REGISTRY.getSchema(tool.inputSchema());
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SchemaDocuments documents = new SchemaDocuments(tool.inputSchema(), random);
        int accepted = 0;
        for (int i = 0; i < TRIES; i++) {
            if (documents.like(tool.inputSchema()) instanceof ObjectNode document
                    && StrictSchemas.accepts(schema, document)) {
                accepted++;
                assertThat(LenientArguments.of(document, tool.inputSchema(), TIMES)).as("seed %d", seed)
                        .isEqualTo(document);
                JsonNode loose = loosened(document, tool.inputSchema(), random);
                assertThat(LenientArguments.of((ObjectNode) loose, tool.inputSchema(), TIMES))
                        .as("seed %d, %s", seed, loose).isEqualTo(document);
            }
        }
        assertThat(accepted).isGreaterThan(TRIES / 20);
    }

    /// The same, as a careless client would send it.
    private static JsonNode loosened(JsonNode value, JsonNode schema, Random random) {
        JsonNode loose = switch (value) {
            case ObjectNode object -> {
                ObjectNode other = Json.object();
                object.properties().forEach(member -> other.set(member.getKey(),
                        loosened(member.getValue(), schema.path("properties").path(member.getKey()), random)));
                schema.path("properties").propertyNames().stream().filter(name -> !object.has(name))
                        .filter(name -> schema.path("required").valueStream()
                                .noneMatch(r -> r.asString("").equals(name)))
                        .filter(_ -> random.nextBoolean())
                        .forEach(name -> other.set(name, random.nextBoolean() ? null : StringNode.valueOf(" ")));
                yield other;
            }
            case ArrayNode array -> {
                ArrayNode other = Json.array();
                array.forEach(item -> other.add(loosened(item, schema.path("items"), random)));
                yield other;
            }
            default -> value;
        };
        return value.isString() || !schema.has("description") || random.nextBoolean()
                ? loose
                : StringNode.valueOf(Json.text(loose));
    }

    private static ObjectNode json(String text) {
        return Json.parseObject(text, JsonLimits.defaults());
    }
}
