package dev.mimo.procedures.expression.tree;

import dev.mimo.procedures.expression.tree.ExpressionLexer.Kind;
import dev.mimo.procedures.expression.tree.ExpressionLexer.Token;
import dev.mimo.procedures.expression.tree.ExpressionNode.NodeForm;
import dev.mimo.procedures.expression.tree.ExpressionNode.NodeForm.Pair;
import dev.mimo.procedures.expression.tree.ExpressionNode.NodeForm.SortTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static java.util.Map.entry;

/// Reads an expression by the precedence of its operators; `PathShaper` then makes paths of what it read.
public final class ExpressionParser {
    /// How strongly an operator binds what stands before it; those that are missing end an operand.
    private static final Map<String, Integer> BINDING = Map.ofEntries(entry(".", 75), entry("[", 80), entry("{", 70),
            entry("(", 80), entry("@", 80), entry("#", 80), entry("?", 20), entry("+", 50), entry("-", 50),
            entry("*", 60), entry("/", 60), entry("%", 60), entry("=", 40), entry("<", 40), entry(">", 40),
            entry("^", 40), entry("..", 20), entry(":=", 10), entry("!=", 40), entry("<=", 40), entry(">=", 40),
            entry("~>", 40), entry("?:", 40), entry("??", 40), entry("and", 30), entry("or", 25), entry("in", 40),
            entry("&", 50));
    private static final int DEPTH_MAX = 250;

    private final ExpressionLexer lexer;
    private Token token;
    private int depth;

    private ExpressionParser(String text) {
        lexer = new ExpressionLexer(text);
        token = lexer.next(false);
    }

    /// @throws ExpressionException saying what is wrong and where
    public static ExpressionNode parse(String text) {
        ExpressionParser parser = new ExpressionParser(text);
        ExpressionNode read = parser.expression(0);
        if (parser.token.kind() != Kind.END) {
            throw new ExpressionException("S0201", "'" + parser.token.text() + "' is not expected here",
                    parser.token.position());
        }
        ExpressionNode shaped = new PathShaper().shape(read);
        if (shaped.form instanceof NodeForm.Parent || !shaped.seeking.isEmpty()) {
            throw new ExpressionException("S0217", "There is nothing that '%' could stand for", shaped.position);
        }
        return shaped;
    }

    private ExpressionNode expression(int binding) {
        if (++depth > DEPTH_MAX) {
            throw new ExpressionException("U1001", "The expression is nested too deeply", token.position());
        }
        Token first = token;
        boolean opens = first.kind() == Kind.OPERATOR && "([{-|".contains(first.text());
        token = lexer.next(!opens);
        ExpressionNode left = operand(first);
        while (binding < strength(token)) {
            Token operator = token;
            token = lexer.next(false);
            left = after(left, operator);
        }
        depth--;
        return left;
    }

    private static int strength(Token token) {
        return token.kind() == Kind.OPERATOR ? BINDING.getOrDefault(String.valueOf(token.value()), 0) : 0;
    }

    /// An operator that stands where an operand may begin was read as one that follows an operand.
    private void advance(String wanted, boolean operatorWanted) {
        if (!token.is(wanted)) {
            throw token.kind() == Kind.END
                    ? new ExpressionException("S0203", "'" + wanted + "' is missing at the end", token.position())
                    : new ExpressionException("S0202", "There is '" + token.text() + "' instead of '" + wanted + "'",
                            token.position());
        }
        token = lexer.next(operatorWanted);
    }

    private ExpressionNode operand(Token first) {
        return switch (first.kind()) {
            case NAME -> node(new NodeForm.Name((String) first.value()), first);
            case VARIABLE -> node(new NodeForm.Variable((String) first.value()), first);
            case STRING -> node(new NodeForm.Text((String) first.value()), first);
            case NUMBER -> node(new NodeForm.Numeral((Double) first.value()), first);
            case CONSTANT -> node(new NodeForm.Constant(first.value()), first);
            case REGEX -> node(new NodeForm.Regex((java.util.regex.Pattern) first.value()), first);
            case END -> throw new ExpressionException("S0207", "The expression ends too early", first.position());
            case OPERATOR -> prefix(first);
        };
    }

    private ExpressionNode prefix(Token operator) {
        return switch (operator.text()) {
            case "and", "or", "in" -> node(new NodeForm.Name(operator.text()), operator);
            case "*" -> node(new NodeForm.Wildcard(), operator);
            case "**" -> node(new NodeForm.Descendants(), operator);
            case "%" -> node(new NodeForm.Parent(new ExpressionNode.Ancestor("")), operator);
            case "?" -> node(new NodeForm.Placeholder(), operator);
            case "-" -> node(new NodeForm.Negation(expression(70)), operator);
            case "(" -> block(operator);
            case "[" -> array(operator);
            case "{" -> node(new NodeForm.ObjectOf(pairs()), operator);
            case "|" -> transform(operator);
            default -> throw new ExpressionException("S0211", "'" + operator.text() + "' cannot begin an operand",
                    operator.position());
        };
    }

    private ExpressionNode block(Token open) {
        List<ExpressionNode> expressions = new ArrayList<>();
        while (!token.is(")")) {
            expressions.add(expression(0));
            if (!token.is(";")) {
                break;
            }
            advance(";", false);
        }
        advance(")", true);
        return node(new NodeForm.Block(expressions), open);
    }

    private ExpressionNode array(Token open) {
        List<ExpressionNode> items = new ArrayList<>();
        while (!token.is("]")) {
            ExpressionNode item = expression(0);
            if (token.is("..")) {
                Token range = token;
                advance("..", false);
                item = node(new NodeForm.Binary("..", item, expression(0)), range);
            }
            items.add(item);
            if (!token.is(",")) {
                break;
            }
            advance(",", false);
        }
        advance("]", true);
        return node(new NodeForm.ArrayOf(items), open);
    }

    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        while (!token.is("}")) {
            ExpressionNode key = expression(0);
            advance(":", false);
            pairs.add(new Pair(key, expression(0)));
            if (!token.is(",")) {
                break;
            }
            advance(",", false);
        }
        advance("}", true);
        return pairs;
    }

    private ExpressionNode transform(Token open) {
        ExpressionNode pattern = expression(0);
        advance("|", false);
        ExpressionNode update = expression(0);
        ExpressionNode delete = null;
        if (token.is(",")) {
            advance(",", false);
            delete = expression(0);
        }
        advance("|", true);
        return node(new NodeForm.Transform(pattern, update, delete), open);
    }

    private ExpressionNode after(ExpressionNode left, Token operator) {
        return switch (operator.text()) {
            case "(" -> call(left, operator);
            case "[" -> bracket(left, operator);
            case "{" -> unshaped("{", left, null, pairs(), operator);
            case "^" -> sorting(left, operator);
            case "?" -> conditional(left, operator);
            case "?:" -> node(new NodeForm.Elvis(left, expression(0), false), operator);
            case "??" -> node(new NodeForm.Elvis(left, expression(0), true), operator);
            case ":=" -> binding(left, operator);
            case "@", "#" -> unshaped(operator.text(), left, variable(expression(80), operator), List.of(), operator);
            case "." -> unshaped(".", left, expression(75), List.of(), operator);
            case "~>" -> node(new NodeForm.Chain(left, expression(40)), operator);
            default -> node(new NodeForm.Binary(operator.text(), left, expression(strength(operator))), operator);
        };
    }

    private ExpressionNode call(ExpressionNode function, Token open) {
        List<ExpressionNode> arguments = new ArrayList<>();
        boolean partial = false;
        while (!token.is(")")) {
            if (token.is("?")) {
                arguments.add(node(new NodeForm.Placeholder(), token));
                partial = true;
                advance("?", true);
            } else {
                arguments.add(expression(0));
            }
            if (!token.is(",")) {
                break;
            }
            advance(",", false);
        }
        advance(")", true);
        boolean lambda = function.form instanceof NodeForm.Name(String name)
                && (name.equals("function") || name.equals("λ"));
        if (lambda) {
            return lambda(arguments, open);
        }
        return node(partial ? new NodeForm.Partial(function, arguments) : new NodeForm.Call(function, arguments), open);
    }

    private ExpressionNode lambda(List<ExpressionNode> arguments, Token open) {
        List<String> parameters = new ArrayList<>();
        for (ExpressionNode argument : arguments) {
            if (!(argument.form instanceof NodeForm.Variable(String name))) {
                throw new ExpressionException("S0208", "A parameter of a function is no variable", argument.position);
            }
            parameters.add(name);
        }
        String signature = token.is("<") ? signature() : null;
        advance("{", false);
        ExpressionNode body = expression(0);
        advance("}", true);
        return node(new NodeForm.Lambda(parameters, body, signature, false), open);
    }

    private String signature() {
        StringBuilder text = new StringBuilder("<");
        int open = 1;
        while (open > 0) {
            token = lexer.next(true);
            if (token.kind() == Kind.END || token.is("{")) {
                break;
            }
            open += token.is("<") ? 1 : token.is(">") ? -1 : 0;
            text.append(token.text());
        }
        String signature = text.toString();
        if (signature.matches(".*\\([^)]*<.*")) {
            throw new ExpressionException("S0402", "A choice of types cannot have types within", token.position());
        }
        advance(">", true);
        return signature;
    }

    private ExpressionNode bracket(ExpressionNode left, Token open) {
        if (!token.is("]")) {
            ExpressionNode predicate = expression(0);
            advance("]", true);
            return unshaped("[", left, predicate, List.of(), open);
        }
        ExpressionNode step = left;
        while (step.form instanceof NodeForm.Unshaped inner && inner.operator().equals("[")) {
            step = inner.left();
        }
        step.keepArray = true;
        advance("]", true);
        return left;
    }

    private ExpressionNode sorting(ExpressionNode left, Token operator) {
        advance("(", false);
        List<SortTerm> terms = new ArrayList<>();
        while (true) {
            boolean descending = token.is(">");
            if (descending || token.is("<")) {
                advance(token.text(), false);
            }
            terms.add(new SortTerm(descending, expression(0)));
            if (!token.is(",")) {
                break;
            }
            advance(",", false);
        }
        advance(")", true);
        return node(new NodeForm.Unshaped("^", left, null, List.of(), terms), operator);
    }

    private ExpressionNode conditional(ExpressionNode condition, Token operator) {
        ExpressionNode then = expression(0);
        ExpressionNode otherwise = null;
        if (token.is(":")) {
            advance(":", false);
            otherwise = expression(0);
        }
        return node(new NodeForm.Conditional(condition, then, otherwise), operator);
    }

    private ExpressionNode binding(ExpressionNode left, Token operator) {
        if (!(left.form instanceof NodeForm.Variable(String name))) {
            throw new ExpressionException("S0212", "What stands before := is no variable", operator.position());
        }
        return node(new NodeForm.Binding(name, expression(9)), operator);
    }

    private static ExpressionNode variable(ExpressionNode right, Token operator) {
        if (right.form instanceof NodeForm.Variable) {
            return right;
        }
        throw new ExpressionException("S0214", "What stands after " + operator.text() + " is no variable",
                operator.position());
    }

    private static ExpressionNode unshaped(String operator, ExpressionNode left, @Nullable ExpressionNode right,
            List<Pair> pairs, Token at) {
        return node(new NodeForm.Unshaped(operator, left, right, pairs, List.of()), at);
    }

    private static ExpressionNode node(NodeForm form, Token at) {
        return new ExpressionNode(form, at.position());
    }
}
