package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.client.transport.McpClientException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MirroredArgumentsTest {
    @Test
    void annotated_arguments_are_repeated_and_absent_ones_are_not() {
        MirroredArguments mirrored = MirroredArguments.of(json("""
                {"type": "object", "properties": {
                  "region": {"type": "string", "x-mcp-header": "Region"},
                  "priority": {"type": "integer", "x-mcp-header": "Priority"},
                  "verbose": {"type": "boolean", "x-mcp-header": "Verbose"},
                  "empty": {"type": "string", "x-mcp-header": "Empty"},
                  "absent": {"type": "string", "x-mcp-header": "Absent"},
                  "nothing": {"type": "string", "x-mcp-header": "Nothing"},
                  "deep": {"type": "object", "properties": {"er": {"type": "string", "x-mcp-header": "Deeper"}}},
                  "x-mcp-header": {"type": "object"},
                  "plain": {"type": "string", "default": {"x-mcp-header": 5}}}}"""));

        assertThat(mirrored.values(json("""
                {"region": "us", "priority": 42, "verbose": false, "empty": "", "nothing": null,
                 "deep": {"er": "ü"}, "plain": "x"}"""))).isEqualTo(Map.of("Region", "us", "Priority", "42",
                "Verbose", "false", "Empty", "", "Deeper", "ü"));
    }

    @Test
    void whole_numbers_are_written_as_such_and_great_ones_left_out() {
        MirroredArguments mirrored = MirroredArguments.of(json(
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"x-mcp-header\":\"N\"}}}"));

        assertThat(mirrored.values(json("{\"n\": 42.0}"))).containsEntry("N", "42");
        assertThat(mirrored.values(json("{\"n\": 9007199254740992}"))).isEmpty();
        assertThat(mirrored.values(json("{\"n\": 1.5}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"type\":\"string\",\"x-mcp-header\":\"\"}",
            "{\"type\":\"string\",\"x-mcp-header\":\"My Region\"}",
            "{\"type\":\"string\",\"x-mcp-header\":\"Région\"}",
            "{\"type\":\"string\",\"x-mcp-header\":\"a:b\"}",
            "{\"type\":\"string\",\"x-mcp-header\":7}",
            "{\"type\":\"number\",\"x-mcp-header\":\"N\"}",
            "{\"type\":\"object\",\"x-mcp-header\":\"N\"}",
            "{\"type\":\"array\",\"x-mcp-header\":\"N\"}",
            "{\"type\":\"null\",\"x-mcp-header\":\"N\"}",
            "{\"x-mcp-header\":\"N\"}",
            "{\"type\":[\"string\",\"null\"],\"x-mcp-header\":\"N\"}",
            "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"x-mcp-header\":\"N\"}}",
            "{\"anyOf\":[{\"type\":\"string\",\"x-mcp-header\":\"N\"}]}",
            "{\"if\":{\"type\":\"string\",\"x-mcp-header\":\"N\"}}",
            "{\"$defs\":{\"d\":{\"type\":\"string\",\"x-mcp-header\":\"N\"}}}",
            "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\",\"x-mcp-header\":\"N\"}}",
            "{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"string\",\"x-mcp-header\":\"OTHER\"}}}"})
    void an_annotation_that_the_protocol_does_not_allow_makes_the_tool_unusable(String property) {
        ObjectNode schema = json("{\"type\":\"object\",\"properties\":{\"o\":{\"type\":\"string\","
                + "\"x-mcp-header\":\"Other\"},\"a\":" + property + "}}");

        assertThatThrownBy(() -> MirroredArguments.of(schema)).isInstanceOf(McpClientException.class)
                .hasMessageContaining("x-mcp-header");
    }

    private static ObjectNode json(String text) {
        return Json.parseObject(text, JsonLimits.defaults());
    }
}
