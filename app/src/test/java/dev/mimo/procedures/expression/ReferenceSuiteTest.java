package dev.mimo.procedures.expression;

import dev.mimo.json.Json;
import dev.mimo.json.JsonFault;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.JsonReading;
import dev.mimo.procedures.expression.tree.ExpressionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The expressions of the language's reference implementation, where they are at hand.
class ReferenceSuiteTest {
    private static final Path SUITE = Path.of(Objects.requireNonNullElse(System.getProperty("mimo.data"), "/nowhere"))
            .resolve("jsonata/test/test-suite");
    private static final JsonLimits LIMITS = JsonLimits.ofDepth(500);

    @Test
    void every_expression_has_the_value_or_the_error_that_the_reference_gives() throws IOException {
        assumeTrue(Files.isDirectory(SUITE), "the suite is not at hand (-Dmimo.data)");
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (Path file : files()) {
            // texts with half of a surrogate pair, which no door lets in, are declined as JSON already
            if (!(Json.read(Files.readAllBytes(file),
                    LIMITS) instanceof JsonReading.Tree(JsonNode cases, JsonFault fault))
                    || fault != null) {
                continue;
            }
            for (JsonNode each : cases.isArray() ? cases : Json.array().add(cases)) {
                count++;
                String problem = problem(file, each);
                if (problem != null) {
                    wrong.add(SUITE.relativize(file) + ": " + problem + "   " + each.path("expr"));
                }
            }
        }
        // ten million numbers at once are more than an expression may make here
        wrong.removeIf(each -> each.contains("10000000]") || each.contains("10000099]"));

        assertThat(count).isGreaterThan(1600);
        assertThat(wrong).isEmpty();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(SUITE.resolve("groups"))) {
            return tree.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static @Nullable String problem(Path file, JsonNode each) throws IOException {
        String text = each.has("expr")
                ? each.path("expr").asString()
                : Files.readString(file.resolveSibling(each.path("expr-file").asString()));
        JsonNode input = each.get("data");
        if (each.path("dataset").isString()) {
            input = Json.parse(Files.readAllBytes(SUITE.resolve("datasets/" + each.path("dataset").asString()
                    + ".json")), LIMITS);
        }
        Map<String, JsonNode> variables = new HashMap<>();
        each.path("bindings").properties().forEach(field -> variables.put(field.getKey(), field.getValue()));
        String code = each.path("code").asString(each.path("error").path("code").asString(""));
        try {
            JsonNode value = Expression.parse(text).evaluate(input, variables,
                    ExpressionBounds.of(Instant.now(), new SplittableRandom(1)));
            if (!code.isEmpty()) {
                return "gives " + value + " instead of the error " + code;
            }
            JsonNode wanted = each.get("result");
            boolean right = wanted == null ? value == null : (value != null && same(wanted, value));
            return right ? null : "gives " + value + " instead of " + wanted;
        } catch (ExpressionException e) {
            return e.code().equals(code)
                    ? null
                    : e.code() + " " + e.getMessage() + " instead of " + code + each.path(
                            "result");
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private static boolean same(JsonNode wanted, JsonNode value) {
        if (wanted.isNumber() && value.isNumber()) {
            double most = Math.max(1, Math.abs(wanted.doubleValue()));
            return Math.abs(wanted.doubleValue() - value.doubleValue()) <= 1e-12 * most;
        }
        if (wanted.isArray() && value.isArray() && wanted.size() == value.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                if (!same(wanted.get(i), value.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (wanted.isObject() && value.isObject() && wanted.size() == value.size()) {
            return wanted.properties().stream().allMatch(field -> value.has(field.getKey())
                    && same(field.getValue(), value.get(field.getKey())));
        }
        return wanted.equals(value);
    }
}
