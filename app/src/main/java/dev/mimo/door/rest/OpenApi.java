package dev.mimo.door.rest;

import dev.mimo.call.FieldDescription;
import dev.mimo.call.HttpForm;
import dev.mimo.call.HttpForm.Body;
import dev.mimo.call.HttpForm.Place;
import dev.mimo.call.Operation;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Effect;
import dev.mimo.call.Operation.Feed;
import dev.mimo.call.Operation.Upload;
import dev.mimo.call.RecordShape;
import dev.mimo.call.SchemaWriter;
import dev.mimo.call.SchemaWriter.Form;
import dev.mimo.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Describes operations as OpenAPI 3.1. What is no operation (health, this description) and what all have in common
/// (problems, the key) is in the document that it begins with.
final class OpenApi {
    private static final String PARTS = "#/components/schemas/";

    private final Map<String, ObjectNode> parts = new TreeMap<>();
    private final ObjectNode document;

    private OpenApi(ObjectNode document) {
        this.document = document;
    }

    /// @param beginning changed, and given back
    static ObjectNode of(ObjectNode beginning, List<Operation<?>> operations) {
        OpenApi api = new OpenApi(beginning);
        operations.forEach(api::add);
        api.parts.forEach(beginning.withObject("/components/schemas")::set);
        return beginning;
    }

    private void add(Operation<?> operation) {
        HttpForm http = operation.http();
        ObjectNode described = document.withObject("/paths").withObjectProperty(http.path())
                .putObject(http.method().toLowerCase(Locale.ROOT));
        described.put("operationId", operation.title().id());
        described.putArray("tags").add(operation.title().group());
        described.put("summary", operation.title().summary());
        if (!operation.title().description().isEmpty()) {
            described.put("description", operation.title().description());
        }
        parameters(operation, described);
        body(operation, described);
        answers(operation, described.putObject("responses"));
    }

    private static void parameters(Operation<?> operation, ObjectNode described) {
        ArrayNode parameters = Json.array();
        for (FieldDescription field : operation.request().fields()) {
            Place place = operation.http().place(field.name());
            if (place != Place.BODY) {
                ObjectNode schema = field.schema(SchemaWriter.inOnePiece(Form.PARAMETER));
                schema.remove("description");
                parameters.addObject().put("name", field.name()).put("in", place.name().toLowerCase(Locale.ROOT))
                        .put("required", place == Place.PATH).put("description", field.sentence())
                        .set("schema", schema);
            }
        }
        if (!parameters.isEmpty()) {
            described.set("parameters", parameters);
        }
    }

    private void body(Operation<?> operation, ObjectNode described) {
        switch (operation.http().body()) {
            case NONE -> {
                // all is in the path and the query
            }
            case FIELDS, BATCH -> described.putObject("requestBody").put("required", true).putObject("content")
                    .putObject("application/json").set("schema", bodySchema(operation));
            case FILE -> {
                ObjectNode content = described.putObject("requestBody").put("required", true).putObject("content");
                for (String type : List.of("application/jsonl", "application/json", "text/markdown",
                        "application/zip")) {
                    content.putObject(type);
                }
            }
        }
    }

    private ObjectNode bodySchema(Operation<?> operation) {
        RecordShape<?> request = operation.request();
        SchemaWriter writer = SchemaWriter.withParts(Form.REQUEST, parts, PARTS);
        List<FieldDescription> fields = operation.http().fields(request, Place.BODY);
        return writer.named(request.name(), () -> request.schemaOf(fields, writer));
    }

    private void answers(Operation<?> operation, ObjectNode answers) {
        switch (operation) {
            case Call<?, ?> call -> {
                if (call.created() != null) {
                    ObjectNode made = answer(call.answer(), "It was made.");
                    made.putObject("headers").putObject("Location").put("description", "Where it is.")
                            .putObject("schema").put("type", "string").put("format", "uri-reference");
                    answers.set("201", made);
                }
                answers.set("200", answer(call.answer(), call.created() == null ? "Done." : "Nothing was made."));
            }
            case Feed<?, ?> feed -> {
                ObjectNode lines = answers.putObject("200").put("description", "One line of JSON each.");
                lines.putObject("content").putObject(Feed.MEDIA_TYPE).set("schema",
                        feed.line().schema(SchemaWriter.withParts(Form.ANSWER, parts, PARTS)));
            }
            case Upload<?, ?> upload -> answers.set("200", answer(upload.answer(), "Done."));
        }
        refusals(operation).forEach((status, name) -> answers.putObject(status)
                .put("$ref", "#/components/responses/" + name));
    }

    private ObjectNode answer(RecordShape<?> shape, String description) {
        ObjectNode answer = Json.object().put("description", description);
        answer.putObject("content").putObject("application/json").set("schema",
                shape.schema(SchemaWriter.withParts(Form.ANSWER, parts, PARTS)));
        return answer;
    }

    private static Map<String, String> refusals(Operation<?> operation) {
        Map<String, String> refusals = new TreeMap<>(Map.of("400", "Invalid", "401", "Unauthenticated", "403",
                "Denied", "429", "TooBusy", "503", "Unavailable", "504", "TimedOut"));
        boolean one = !operation.http().pathNames().isEmpty();
        if (one) {
            refusals.put("404", "NotFound");
        }
        if (one && operation.effect() != Effect.READS) {
            refusals.put("409", "Conflict");
        }
        if (operation.http().body() != Body.NONE) {
            refusals.put("413", "TooLarge");
            refusals.put("415", "Unsupported");
        }
        return refusals;
    }
}
