package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.tree.ExpressionException;
import dev.mimo.procedures.expression.tree.ExpressionNode;
import dev.mimo.procedures.expression.tree.ExpressionParser;
import dev.mimo.procedures.expression.tree.ExpressionTypes;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One expression in JSONata, read once. Safe for many threads.
public final class Expression {
    private static final int CHARS_MAX = 32_000;

    private final String text;
    private final ExpressionNode tree;

    private Expression(String text, ExpressionNode tree) {
        this.text = text;
        this.tree = tree;
    }

    /// Reads an expression of at most 32,000 characters.
    ///
    /// @throws ExpressionException saying what is wrong, and where
    public static Expression parse(String text) {
        if (text.length() > CHARS_MAX) {
            throw new ExpressionException("U1003", "An expression has at most " + CHARS_MAX + " characters");
        }
        try {
            return new Expression(text, ExpressionParser.parse(text));
        } catch (StackOverflowError _) {
            throw new ExpressionException("U1001", "The expression is too long a chain");
        }
    }

    /// Its value over the input; absent where it has none.
    ///
    /// @param input absent for an expression that has variables only
    /// @param variables by their names, without the dollar sign
    /// @throws ExpressionException when it goes wrong, or takes too much
    public @Nullable JsonNode evaluate(@Nullable JsonNode input, Map<String, JsonNode> variables,
            ExpressionBounds bounds) {
        ExpressionScope scope = new ExpressionScope(null);
        FunctionTable.all().forEach(scope::bind);
        ExpressionEvaluator first = new ExpressionEvaluator(bounds, scope, null);
        variables.forEach((name, value) -> scope.bind(name, ValueConversion.fromJson(value, first)));
        Object given = input == null ? null : ValueConversion.fromJson(input, first);
        ExpressionEvaluator evaluator = new ExpressionEvaluator(bounds, scope, given);
        return ValueConversion.toJson(evaluator.run(tree), evaluator);
    }

    /// What is wrong with it as a condition, whatever its input; absent when nothing is found.
    public @Nullable String conditionProblem() {
        ExpressionTypes.Type type = ExpressionTypes.of(tree);
        return type == ExpressionTypes.Type.UNKNOWN || type == ExpressionTypes.Type.BOOLEAN
                ? ExpressionTypes.problem(tree)
                : "must be true or false, and is " + type.word();
    }

    @Override
    public String toString() {
        return text;
    }
}
