package dev.mimo.procedures.expression.tree;

import dev.mimo.procedures.expression.tree.ExpressionNode.NodeForm;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can be said of an expression's type before it is evaluated.
public final class ExpressionTypes {
    private static final Set<String> BOOLEAN_FUNCTIONS = Set.of("not", "exists", "contains", "boolean");
    private static final Set<String> NUMBER_FUNCTIONS = Set.of("sum", "count", "max", "min", "average", "number",
            "floor", "ceil", "round", "abs", "sqrt", "power", "random", "length", "millis", "toMillis", "parseInteger");
    private static final Set<String> TEXT_FUNCTIONS = Set.of("string", "substring", "substringBefore", "substringAfter",
            "lowercase", "uppercase", "trim", "pad", "replace", "join", "now", "fromMillis", "uuid", "hash", "type",
            "formatNumber", "formatInteger", "formatBase", "base64encode", "base64decode");

    private ExpressionTypes() {}

    public enum Type {
        BOOLEAN, NUMBER, TEXT, NULL, ARRAY, OBJECT, FUNCTION, UNKNOWN;

        public String word() {
            return switch (this) {
                case TEXT -> "text";
                case NULL -> "null";
                case ARRAY, OBJECT -> "an " + name().toLowerCase(java.util.Locale.ROOT);
                case BOOLEAN, NUMBER, FUNCTION, UNKNOWN -> "a " + name().toLowerCase(java.util.Locale.ROOT);
            };
        }
    }

    public static Type of(ExpressionNode node) {
        if (!node.predicates.isEmpty() || node.group != null) {
            return Type.UNKNOWN;
        }
        return switch (node.form) {
            case NodeForm.Text _ -> Type.TEXT;
            case NodeForm.Numeral _,NodeForm.Negation _ -> Type.NUMBER;
            case NodeForm.Constant(Object value) -> value instanceof Boolean ? Type.BOOLEAN : Type.NULL;
            case NodeForm.Regex _,NodeForm.Lambda _,NodeForm.Partial _,NodeForm.Transform _ -> Type.FUNCTION;
            case NodeForm.ArrayOf _ -> Type.ARRAY;
            case NodeForm.ObjectOf _ -> Type.OBJECT;
            case NodeForm.Binary(String operator, ExpressionNode _, ExpressionNode _) -> switch (operator) {
                case "+", "-", "*", "/", "%" -> Type.NUMBER;
                case "&" -> Type.TEXT;
                case ".." -> Type.ARRAY;
                default -> Type.BOOLEAN;
            };
            case NodeForm.Block(List<ExpressionNode> expressions) -> expressions.isEmpty()
                    ? Type.UNKNOWN
                    : of(expressions.getLast());
            case NodeForm.Conditional(ExpressionNode _, ExpressionNode then, ExpressionNode otherwise) ->
                otherwise != null && of(then) == of(otherwise) ? of(then) : Type.UNKNOWN;
            case NodeForm.Call(ExpressionNode function, List<ExpressionNode> _) ->
                function.form instanceof NodeForm.Variable(String name) ? ofFunction(name) : Type.UNKNOWN;
            default -> Type.UNKNOWN;
        };
    }

    private static Type ofFunction(String name) {
        return BOOLEAN_FUNCTIONS.contains(name)
                ? Type.BOOLEAN
                : NUMBER_FUNCTIONS.contains(name)
                        ? Type.NUMBER
                        : TEXT_FUNCTIONS.contains(name) ? Type.TEXT : Type.UNKNOWN;
    }

    /// What can never be right in the expression, whatever the input; absent when nothing is found.
    public static @Nullable String problem(ExpressionNode node) {
        if (!(node.form instanceof NodeForm.Binary(String operator, ExpressionNode left, ExpressionNode right))) {
            return node.form instanceof NodeForm.Block(List<ExpressionNode> expressions) && !expressions.isEmpty()
                    ? problem(expressions.getLast())
                    : null;
        }
        Type before = of(left);
        Type after = of(right);
        boolean known = before != Type.UNKNOWN && after != Type.UNKNOWN;
        String problem = switch (operator) {
            case "+", "-", "*", "/", "%" -> wrong(operator, before, Type.NUMBER) != null
                    ? wrong(operator, before, Type.NUMBER)
                    : wrong(operator, after, Type.NUMBER);
            case "<", "<=", ">", ">=" -> known && before != after
                    ? "compares " + before.word() + " with " + after.word()
                    : before == Type.BOOLEAN || after == Type.BOOLEAN
                            ? "compares a boolean by " + operator
                            : null;
            case "=", "!=" -> known && before != after
                    ? "compares " + before.word() + " with " + after.word() + ", which are never the same"
                    : null;
            default -> null;
        };
        if (problem != null) {
            return problem;
        }
        String inner = problem(left);
        return inner == null ? problem(right) : inner;
    }

    private static @Nullable String wrong(String operator, Type type, Type wanted) {
        return type == Type.UNKNOWN || type == wanted ? null : "has " + type.word() + " beside " + operator;
    }
}
