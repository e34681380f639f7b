package dev.mimo.door.rest;

import dev.mimo.call.FieldDescription;
import dev.mimo.call.HttpForm;
import dev.mimo.call.HttpForm.Place;
import dev.mimo.call.Operation;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Feed;
import dev.mimo.call.Operation.Upload;
import dev.mimo.call.RecordShape;
import dev.mimo.call.SchemaWriter;
import dev.mimo.call.SchemaWriter.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The tables of docs/api.md are made of the operations. `-Ddocs.update` writes them anew.
class ApiPageTest {
    private static final Path PAGE = Path.of(Objects.requireNonNullElse(System.getProperty("mimo.root"), ".."), "docs",
            "api.md");
    private static final String REFERENCE = "#/";

    @Test
    void the_tables_of_the_page_are_those_of_the_operations() throws IOException {
        String page = Files.readString(PAGE);
        String whole = replaced(replaced(page, "routes", routes()), "records", records());
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, whole);
            return;
        }
        assertThat(page).as("docs/api.md lags behind: run this test with -Ddocs.update=true").isEqualTo(whole);
    }

    private static String replaced(String page, String part, String by) {
        String begin = "<!-- " + part + ": made by ApiPageTest -->\n";
        String end = "<!-- end of " + part + " -->";
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        assertThat(from).as("the mark " + begin).isNotNegative();
        assertThat(to).as("the mark " + end).isGreaterThan(from);
        return page.substring(0, from + begin.length()) + "\n" + by + "\n" + page.substring(to);
    }

    private static String routes() {
        StringBuilder table = new StringBuilder("| route | does | takes | answers |\n| --- | --- | --- | --- |\n");
        for (Operation<?> operation : OperationRoutesTest.OPERATIONS) {
            HttpForm http = operation.http();
            List<String> takes = new ArrayList<>();
            String query = names(http.fields(operation.request(), Place.QUERY));
            if (!query.isEmpty()) {
                takes.add("query: " + query);
            }
            switch (http.body()) {
                case NONE -> {
                }
                case FIELDS, BATCH -> takes.add("body: " + link(operation.request().name()));
                case FILE -> takes.add("body: a file");
            }
            String answers = switch (operation) {
                case Call<?, ?> call -> (call.created() == null ? "200 " : "201 or 200 ") + link(call.answer().name());
                case Feed<?, ?> _ -> "200 lines of JSON";
                case Upload<?, ?> upload -> "200 " + link(upload.answer().name());
            };
            String says = operation.title().description();
            table.append("| `").append(http.method()).append(' ').append(http.path()).append("` | ")
                    .append(operation.title().summary()).append(says.isEmpty() ? "" : ". " + says).append(" | ")
                    .append(String.join("; ", takes)).append(" | ").append(answers).append(" |\n");
        }
        return table.toString();
    }

    private static String names(List<FieldDescription> fields) {
        return String.join(", ", fields.stream().map(field -> "`" + field.name() + "`").toList());
    }

    private static String link(String record) {
        return "[" + record + "](#" + record.toLowerCase(Locale.ROOT) + ")";
    }

    private static String records() {
        Map<String, String> tables = new TreeMap<>();
        for (Operation<?> operation : OperationRoutesTest.OPERATIONS) {
            RecordShape<?> request = operation.request();
            Map<String, ObjectNode> parts = new TreeMap<>();
            List<FieldDescription> body = operation.http().fields(request, Place.BODY);
            if (!body.isEmpty()) {
                SchemaWriter writer = SchemaWriter.withParts(Form.REQUEST, parts, REFERENCE);
                writer.named(request.name(), () -> request.schemaOf(body, writer));
            }
            parts.forEach((name, schema) -> tables.putIfAbsent(name, table(name, schema, false)));
            Map<String, ObjectNode> answers = new TreeMap<>();
            SchemaWriter writer = SchemaWriter.withParts(Form.ANSWER, answers, REFERENCE);
            switch (operation) {
                case Call<?, ?> call -> call.answer().schema(writer);
                case Feed<?, ?> feed -> feed.line().schema(writer);
                case Upload<?, ?> upload -> upload.answer().schema(writer);
            }
            answers.forEach((name, schema) -> tables.putIfAbsent(name, table(name, schema, true)));
        }
        return String.join("\n", tables.values());
    }

    private static String table(String name, JsonNode schema, boolean answer) {
        StringBuilder table = new StringBuilder("#### " + name + "\n\n| field | | |\n| --- | --- | --- |\n");
        List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
        schema.path("properties").properties().forEach(property -> {
            JsonNode field = property.getValue();
            String optional = required.contains(property.getKey()) ? "" : "?";
            table.append("| `").append(property.getKey()).append("`").append(optional).append(" | ")
                    .append(type(field, answer)).append(" | ")
                    .append(field.path("description").asString("")).append(" |\n");
        });
        return table.toString();
    }

    private static String type(JsonNode schema, boolean answer) {
        if (schema.has("$ref")) {
            return link(schema.path("$ref").stringValue().substring(REFERENCE.length()));
        }
        if (schema.has("anyOf")) {
            return type(schema.path("anyOf").get(0), answer);
        }
        if (schema.has("enum")) {
            return String.join(", ", schema.path("enum").valueStream().filter(each -> !each.isNull())
                    .map(each -> "`" + each.asString() + "`").toList());
        }
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.get(0).asString() : type.asString("");
        boolean nullable = answer && type.isArray();
        return switch (name) {
            case "array" -> "list of " + type(schema.path("items"), answer)
                    + (schema.has("maxItems") ? ", at most " + schema.path("maxItems").asInt() : "");
            case "string" -> schema.has("format")
                    ? "time"
                    : "text" + (schema.has("maxLength") ? ", at most " + schema.path("maxLength").asInt() : "");
            case "integer" -> "whole number" + bounds(schema);
            case "number" -> "number" + bounds(schema);
            case "object" -> schema.path("additionalProperties").isObject()
                    ? "by name: " + type(schema.path("additionalProperties"), answer)
                    : "object";
            default -> name;
        } + (nullable ? " or `null`" : "");
    }

    private static String bounds(JsonNode schema) {
        return schema.has("maximum") && schema.path("maximum").asLong() < Integer.MAX_VALUE
                ? ", " + schema.path("minimum").asString() + " to " + schema.path("maximum").asString()
                : "";
    }
}
