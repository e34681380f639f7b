package dev.mimo.tools;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mimo.Mimo;
import dev.mimo.Settings;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.memory.Trust;
import dev.mimo.terms.Namespace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What the real memory answers, against what the tools' schemas promise. The schemas are closed for this, so that a
/// field that none of them names is found as well.
class OutputSchemasTest {
    @Test
    void every_kind_of_answer_is_what_its_schema_says(@TempDir Path home) throws InterruptedException {
        try (Mimo mimo = Mimo.open(Settings.defaults(home), Clock.systemUTC())) {
            Checked tools = new Checked(MemoryTools.of(new MemoryConnection(mimo::calls, mimo::operations,
                    () -> Namespace.DEFAULT, () -> Trust.MODEL, Clock.systemUTC())));
            String all =
                    "\"importance\":1,\"tags\":[\"t\"],\"metadata\":{\"a\":[1]},\"source\":\"s\",\"session\":\"c\","
                            + "\"speaker\":\"p\",\"occurred_at\":\"2026-01-01T00:00:00Z\",\"category\":\"plan\"";

            JsonNode stored = tools.call("remember", "{\"content\":\"Priya prefers tea over coffee\"}");
            JsonNode same = tools.call("remember", "{\"content\":\"Priya prefers tea over coffee\"}");
            tools.call("remember", "{\"content\":\"The plan is to ship in May\"," + all + "}");
            tools.call("remember", "{\"content\":\"" + "long tea ".repeat(4000) + "\"}");
            String id = stored.path("receipt").path("id").stringValue();
            assertThat(same.path("receipt").path("status").stringValue()).isEqualTo("same");

            assertThat(tools.call("recall", "{\"query\":\"what does Priya drink?\"}").path("memories")).isNotEmpty();
            tools.call("recall", "{\"query\":\"tea\",\"explain\":true,\"limit\":1,\"effort\":\"high\"}");
            tools.call("recall", "{\"query\":\"tea plan ship\",\"max_tokens\":4000}");
            tools.call("recall", "{\"query\":\"zebra\",\"min_score\":0.99}");
            assertThat(tools.call("recall", "{\"id\":\"" + id + "\"}").path("memories")).hasSize(1);

            tools.call("remember", "{\"memories\":[{\"content\":\"a\"},{\"content\":\"b\"}],\"tags\":[\"t\"]}");
            tools.call("remember", "{\"replaces\":\"" + id + "\",\"tags\":[\"drinks\"]}");
            assertThat(tools.call("recall", "{\"limit\":2}").path("next_cursor").isString()).isTrue();
            assertThat(tools.call("recall", "{\"names\":\"tags\"}").path("names")).isNotEmpty();

            tools.call("forget", "{\"filter\":{\"tags\":[\"t\"]}}");
            tools.call("forget", "{\"filter\":{\"tags\":[\"t\"]},\"preview\":false}");
            JsonNode deleted = tools.call("forget", "{\"id\":\"" + id + "\"}");
            tools.call("forget", "{\"undo\":\"" + deleted.path("receipt").path("undo").stringValue() + "\"}");
        }
    }

    /// Tools whose every result is checked.
    private record Checked(OwnTools tools, Map<String, Schema> schemas) {
        Checked(OwnTools tools) {
            this(tools, new HashMap<>());
            SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
            for (ToolDefinition tool : tools.tools()) {
                ObjectNode schema = (ObjectNode) Objects.requireNonNull(tool.outputSchema()).deepCopy();
                close(schema);
                schemas.put(tool.name(), registry.getSchema(schema));
            }
        }

        JsonNode call(String tool, String arguments) throws InterruptedException {
            JsonNode result = Objects.requireNonNull(tools
                    .call(tool, Json.parseObject(arguments, JsonLimits.defaults()), CallContext.NONE).structured());
            assertThat(Objects.requireNonNull(schemas.get(tool)).validate(result))
                    .as(tool + " " + arguments + " answered " + result).isEmpty();
            return result;
        }

        private static void close(JsonNode schema) {
            if (schema.has("properties") && schema instanceof ObjectNode object) {
                object.put("additionalProperties", false);
            }
            schema.forEach(Checked::close);
        }
    }
}
