package dev.mimo.door.rest;

import com.networknt.schema.Schema;
import dev.mimo.call.HttpForm;
import dev.mimo.call.Operation;
import dev.mimo.call.ReadContext;
import dev.mimo.call.SchemaDocuments;
import dev.mimo.call.StrictSchemas;
import dev.mimo.json.Json;
import dev.mimo.refusal.RefusedException;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// No copy can lie: what is published of a request is what its reader accepts, no more and no less.
class PublishedSchemasTest {
    private static final int TRIES = Integer.getInteger("mimo.schema.tries", 1_000);

    static Stream<Operation<?>> operations() {
        return OperationRoutesTest.OPERATIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_reader_accepts_exactly_what_the_published_schema_accepts(Operation<?> operation) {
        ObjectNode api = OpenApi.of(Json.object(), OperationRoutesTest.OPERATIONS);
        JsonNode described = api.path("paths").path(operation.http().path())
                .path(operation.http().method().toLowerCase(Locale.ROOT));
        ObjectNode whole = whole(api, described);
        Schema schema = StrictSchemas.REGISTRY.getSchema(whole);
        long seed = System.nanoTime();
        SchemaDocuments documents = new SchemaDocuments(whole, new Random(seed));
        int accepted = 0;
        for (int i = 0; i < TRIES; i++) {
            JsonNode like = documents.like(whole);
            JsonNode document = i % 3 == 0 ? like : documents.mutated(like);
            boolean valid = StrictSchemas.accepts(schema, document);
            accepted += valid ? 1 : 0;

            assertThat(isRead(operation, document))
                    .as("seed %d, %s: the schema says %s of %s", seed, operation.title().id(),
                            valid, document)
                    .isEqualTo(valid);
        }
        assertThat(accepted).as("documents that were right").isBetween(TRIES / 20, TRIES - 1);
    }

    /// The body's schema and the parameters', as one.
    private static ObjectNode whole(ObjectNode api, JsonNode described) {
        JsonNode body = described.at("/requestBody/content/application~1json/schema");
        ObjectNode whole = body.has("$ref")
                ? (ObjectNode) api.at(body.path("$ref").stringValue().substring(1)).deepCopy()
                : Json.object().put("type", "object").put("additionalProperties", false);
        described.path("parameters").forEach(parameter -> {
            whole.withObject("/properties").set(parameter.path("name").stringValue(), parameter.path("schema"));
            if (parameter.path("required").booleanValue()) {
                whole.withArray("/required").add(parameter.path("name").stringValue());
            }
        });
        whole.set("components", api.path("components"));
        return whole;
    }

    /// Parameters have no `null`: a text in an address is always something.
    private static boolean isRead(Operation<?> operation, JsonNode document) {
        ReadContext at = ReadContext.strict();
        try {
            operation.request().read(document, at);
        } catch (RefusedException tooLarge) {
            return false;
        }
        boolean noNulls = operation.request().fields().stream()
                .filter(field -> operation.http().place(field.name()) != HttpForm.Place.BODY)
                .noneMatch(field -> document.path(field.name()).isNull());
        return at.problems().isEmpty() && noNulls;
    }

}
