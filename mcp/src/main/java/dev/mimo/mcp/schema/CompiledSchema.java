package dev.mimo.mcp.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A schema ready to check, by the networknt validator: the only class that knows it.
final class CompiledSchema {
    private static final Set<String> DIALECTS = Set.of("https://json-schema.org/draft/2020-12/schema",
            "https://json-schema.org/draft/2019-09/schema", "http://json-schema.org/draft-07/schema",
            "http://json-schema.org/draft-06/schema", "http://json-schema.org/draft-04/schema");

    private final Schema schema;
    private final SchemaSettings settings;

    private CompiledSchema(Schema schema, SchemaSettings settings) {
        this.schema = schema;
        this.settings = settings;
    }

    static CompiledSchema of(JsonNode tree, SchemaSettings settings) {
        requireDialect(tree.path("$schema"));
        if (count(tree, settings.schemaNodesMax()) < 0) {
            throw new UnusableSchemaException("it is too large");
        }
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(BoundedPattern::new)
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ENGLISH)
                .build();
        // a registry of its own keeps one schema's names out of another's way
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(config)
                        .schemaLoader(loader -> loader.allow(address -> isBundled(address.toString()))));
        try {
            Schema schema = registry.getSchema(tree);
            schema.initializeValidators();
            return new CompiledSchema(schema, settings);
        } catch (SchemaException | IllegalArgumentException e) {
            throw unusable(e);
        } catch (StackOverflowError _) {
            throw new UnusableSchemaException("it refers to itself without end");
        }
    }

    List<String> problems(JsonNode value) {
        try {
            JsonNode exact = exact(value);
            return BoundedPattern.within(settings.patternStepsMax(), () -> schema.validate(exact)).stream()
                    .limit(settings.problemsMax())
                    .map(CompiledSchema::sentence)
                    .toList();
        } catch (BoundedPattern.TooSlowException _) {
            return List.of("a pattern takes too long to match; try a shorter text");
        } catch (StackOverflowError _) {
            throw new UnusableSchemaException("it refers to itself without end");
        } catch (SchemaException e) {
            throw unusable(e);
        }
    }

    /// The same with whole numbers beyond every `long` written as such: the validator takes `1e20` for a whole number,
    /// as it is one, and then overflows.
    private static JsonNode exact(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            boolean beyond = Math.abs(value.doubleValue()) >= Long.MAX_VALUE && Double.isFinite(value.doubleValue());
            return beyond ? JsonNodeFactory.instance.numberNode(value.decimalValue().toBigInteger()) : value;
        }
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(field -> copy.set(field.getKey(), exact(field.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(each -> copy.add(exact(each)));
                yield copy;
            }
            default -> value;
        };
    }

    private static String sentence(Error error) {
        String where = String.valueOf(error.getInstanceLocation());
        return where.isEmpty() ? error.getMessage() : where + ": " + error.getMessage();
    }

    private static void requireDialect(JsonNode named) {
        if (named.isMissingNode()) {
            return;
        }
        String text = named.asString("");
        String dialect = text.endsWith("#") ? text.substring(0, text.length() - 1) : text;
        if (!DIALECTS.contains(dialect)) {
            throw new UnusableSchemaException("its dialect '" + text + "' is not spoken here");
        }
    }

    /// The meta-schemas come with the library; everything else would have to be fetched.
    private static boolean isBundled(String address) {
        return address.startsWith("https://json-schema.org/draft/")
                || address.startsWith("http://json-schema.org/draft-");
    }

    /// @return how many values there are, or less than 0 when there are more than that
    private static int count(JsonNode node, int most) {
        int left = most - 1;
        for (JsonNode child : node) {
            left = left < 0 ? left : count(child, left);
        }
        return left;
    }

    private static UnusableSchemaException unusable(RuntimeException cause) {
        @Nullable
        String said = cause.getMessage();
        return new UnusableSchemaException(said == null ? "it is malformed" : said.replaceAll("\\s+", " "));
    }
}
