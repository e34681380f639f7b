package dev.mimo.procedures.definition;

import dev.mimo.procedures.expression.Expression;
import dev.mimo.procedures.expression.tree.ExpressionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What holds for values that are filled in when a run comes to them: texts `{% … %}` in JSONata, or names that end in
/// `.$` before a JSONPath.
final class TemplateRules {
    private static final Pattern STATES_LANGUAGE = Pattern.compile("(?s)\\{% \\S.*\\s%}");
    private static final Pattern OWN = Pattern.compile("(?s)\\{%(.+)%}");

    private TemplateRules() {}

    /// Notes each expression in the value that cannot be read.
    static void check(DefinitionObject at, String path, JsonNode value) {
        if (value.isString()) {
            text(at, path, value.asString());
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(at, path + "[" + i + "]", value.get(i));
            }
        } else {
            value.properties().forEach(field -> check(at, path + "." + field.getKey(), field.getValue()));
        }
    }

    static void check(DefinitionObject at, String word) {
        if (at.has(word)) {
            check(at, at.pathOf(word), at.get(word));
        }
    }

    /// The expression in a text, which must be one; absent when it is none or is missing, which is noted.
    static @Nullable Expression expression(DefinitionObject at, String word) {
        JsonNode value = at.get(word);
        if (value.isString() && value.asString().startsWith("{%")) {
            return text(at, at.pathOf(word), value.asString());
        }
        at.problem(word, "must be an expression: {% … %}");
        return null;
    }

    static boolean isExpression(JsonNode value) {
        return value.isString() && value.asString().startsWith("{%");
    }

    private static @Nullable Expression text(DefinitionObject at, String path, String text) {
        boolean begins = text.startsWith("{%");
        boolean ends = text.endsWith("%}");
        if (!begins && !ends) {
            return null;
        }
        Pattern wanted = at.isOwn() ? OWN : STATES_LANGUAGE;
        if (!wanted.matcher(text).matches()) {
            at.document().problem(path, begins && ends
                    ? "must have one space after {%, and a space before %}"
                    : "must begin with {% and end with %}");
            return null;
        }
        try {
            return Expression.parse(text.substring(2, text.length() - 2).strip());
        } catch (ExpressionException wrong) {
            at.document().problem(path, "is no expression: " + wrong.getMessage()
                    + (wrong.position() < 0 ? "" : " (character " + wrong.position() + ")"));
            return null;
        }
    }

    /// Notes each name that ends in `.$` whose value is no path, or that stands beside itself without the ending.
    static void checkPaths(DefinitionObject at, String path, JsonNode value) {
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                checkPaths(at, path + "[" + i + "]", value.get(i));
            }
            return;
        }
        value.properties().forEach(field -> {
            String name = field.getKey();
            String inner = path + "." + name;
            if (!name.endsWith(".$")) {
                checkPaths(at, inner, field.getValue());
                return;
            }
            if (value.has(name.substring(0, name.length() - 2))) {
                at.document().problem(inner, "stands beside the same name without .$");
            }
            String problem = field.getValue().isString()
                    ? PathSyntax.problem(field.getValue().asString())
                    : "must be a JSONPath or an intrinsic function";
            if (problem != null) {
                at.document().problem(inner, problem);
            }
        });
    }
}
