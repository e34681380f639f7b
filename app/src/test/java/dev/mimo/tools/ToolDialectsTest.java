package dev.mimo.tools;

import dev.mimo.TestMimo;
import dev.mimo.mcp.model.ToolDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Every tool is a function that the models of OpenAI (also in strict mode), Google and Anthropic take. What each of
/// them takes of JSON Schema is written here, as of November 2026; `docs/mcp.md` says the same for people.
class ToolDialectsTest {
    /// What some client or model refuses, or what makes one drop the tool.
    ///
    /// @param keywords all that a node may have
    /// @param unlisted of these, what every client of the dialect takes away or adds itself
    private record Dialect(String name, Set<String> keywords, Set<String> unlisted, Set<String> formats,
            Pattern functionName, int descriptionMax) {}

    private static final Set<String> COMMON = Set.of("type", "description", "enum", "properties", "required", "items",
            "minimum", "maximum", "minItems", "maxItems", "pattern", "format", "minLength", "maxLength");
    private static final List<Dialect> DIALECTS = List.of(
            // function calling as such takes all of JSON Schema; strict mode does not, since it is a grammar. It wants
            // every property required and the optional ones nullable: clients of it rewrite schemas so, which works as
            // long as each object is closed and says its properties
            new Dialect("OpenAI, strict", COMMON, Set.of("additionalProperties"),
                    Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"),
                    Pattern.compile("[A-Za-z0-9_-]{1,64}"), 1024),
            // the message Schema of its API: anything else is refused with the whole request; a type is one word, an
            // enum has strings, an object has at least one property
            new Dialect("Gemini", COMMON, Set.of("additionalProperties"), Set.of("date-time", "enum"),
                    Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,62}"), 1024),
            // JSON Schema, but nothing that combines schemas at the top, and no references
            new Dialect("Anthropic", COMMON, Set.of("additionalProperties"), Set.of("date-time"),
                    Pattern.compile("[A-Za-z0-9_-]{1,64}"), 1024));
    /// Of the names of arguments, by Anthropic.
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    @Test
    void every_tool_can_be_a_function_in_every_dialect(@TempDir Path home) {
        try (TestMimo mimo = TestMimo.open(home)) {
            List<String> wrong = new ArrayList<>();
            for (ToolDefinition tool : new MemoryTools(mimo.connection("team")).tools()) {
                for (Dialect dialect : DIALECTS) {
                    String where = dialect.name() + ": " + tool.name();
                    if (!dialect.functionName().matcher(tool.name()).matches()
                            || tool.description().length() > dialect.descriptionMax()) {
                        wrong.add(where + " has a name or a description that is not taken");
                    }
                    check(tool.inputSchema(), dialect, where, wrong);
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    private static void check(JsonNode node, Dialect dialect, String where, List<String> wrong) {
        Set<String> unknown = new TreeSet<>(node.propertyNames());
        unknown.removeAll(dialect.keywords());
        unknown.removeAll(dialect.unlisted());
        if (!unknown.isEmpty()) {
            wrong.add(where + " has " + unknown);
        }
        switch (node.path("type").asString("")) {
            case "object" -> checkObject(node, dialect, where, wrong);
            case "array" -> {
                if (node.path("items").isObject()) {
                    check(node.path("items"), dialect, where + "[]", wrong);
                } else {
                    wrong.add(where + " has no items");
                }
            }
            case "string" -> checkText(node, dialect, where, wrong);
            case "integer", "number", "boolean" -> {
                if (node.has("enum")) {
                    wrong.add(where + " is an enum of something else than text");
                }
            }
            default -> wrong.add(where + " has not one type, but " + node.path("type"));
        }
    }

    private static void checkObject(JsonNode node, Dialect dialect, String where, List<String> wrong) {
        if (node.path("properties").isEmpty() || node.path("additionalProperties").asBoolean(true)) {
            wrong.add(where + " is an object that does not say what it holds, and that it holds nothing else");
        }
        node.path("required").forEach(name -> {
            if (!node.path("properties").has(name.stringValue())) {
                wrong.add(where + " requires what it does not have: " + name);
            }
        });
        node.path("properties").properties().forEach(property -> {
            if (!ARGUMENT.matcher(property.getKey()).matches()
                    || property.getValue().path("description").asString("").isBlank()) {
                wrong.add(where + "." + property.getKey() + " has no description, or a name that is not taken");
            }
            check(property.getValue(), dialect, where + "." + property.getKey(), wrong);
        });
    }

    private static void checkText(JsonNode node, Dialect dialect, String where, List<String> wrong) {
        if (node.has("format") && !dialect.formats().contains(node.path("format").stringValue())) {
            wrong.add(where + " has the format " + node.path("format"));
        }
        // a grammar cannot look around
        if (node.path("pattern").asString("").contains("(?")) {
            wrong.add(where + " has a pattern that looks around: " + node.path("pattern"));
        }
        if (!node.path("enum").valueStream().allMatch(JsonNode::isString)) {
            wrong.add(where + " is an enum of something else than text");
        }
    }
}
