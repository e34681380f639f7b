package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.tree.ExpressionException;

import org.jspecify.annotations.Nullable;

/// What the operators between two values do, beside `and` and `or`.
final class OperatorRules {
    private static final long RANGE_MAX = 10_000_000;

    private OperatorRules() {}

    static @Nullable Object negated(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> Values.number(-number.doubleValue());
            default -> throw new ExpressionException("D1002", "Only a number can be negated");
        };
    }

    static @Nullable Object apply(String operator, @Nullable Object left, @Nullable Object right,
            FunctionCalls calls) {
        return switch (operator) {
            case "+", "-", "*", "/", "%" -> arithmetic(operator, left, right);
            case "=" -> left != null && right != null && Values.same(left, right);
            case "!=" -> left != null && right != null && !Values.same(left, right);
            case "<", "<=", ">", ">=" -> comparison(operator, left, right);
            case "&" -> {
                String text = ValueWriter.orEmpty(left, calls) + ValueWriter.orEmpty(right, calls);
                calls.charge(text.length() / 8);
                yield text;
            }
            case ".." -> range(left, right, calls);
            case "in" -> left != null && right != null
                    && Values.list(right).stream().anyMatch(each -> Values.same(each, left));
            default -> throw new ExpressionException("S0204", "'" + operator + "' is no operator");
        };
    }

    private static @Nullable Object arithmetic(String operator, @Nullable Object left, @Nullable Object right) {
        if (left != null && !(left instanceof Number)) {
            throw new ExpressionException("T2001", "What stands before " + operator + " is no number");
        }
        if (right != null && !(right instanceof Number)) {
            throw new ExpressionException("T2002", "What stands after " + operator + " is no number");
        }
        if (left == null || right == null) {
            return null;
        }
        double a = Values.finite((Number) left);
        double b = Values.finite((Number) right);
        return Values.number(switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            default -> a % b;
        });
    }

    private static @Nullable Object comparison(String operator, @Nullable Object left, @Nullable Object right) {
        if (!isComparable(left) || !isComparable(right)) {
            throw new ExpressionException("T2010", "Only numbers and texts can be compared by " + operator);
        }
        if (left == null || right == null) {
            return null;
        }
        int order;
        if (left instanceof Number a && right instanceof Number b) {
            order = Double.compare(a.doubleValue(), b.doubleValue());
        } else if (left instanceof String a && right instanceof String b) {
            order = a.compareTo(b);
        } else {
            throw new ExpressionException("T2009", "A number and a text cannot be compared by " + operator);
        }
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static boolean isComparable(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof String;
    }

    private static @Nullable Object range(@Nullable Object left, @Nullable Object right, FunctionCalls calls) {
        if (left != null && !isWhole(left)) {
            throw new ExpressionException("T2003", "What stands before .. is no whole number");
        }
        if (right != null && !isWhole(right)) {
            throw new ExpressionException("T2004", "What stands after .. is no whole number");
        }
        if (left == null || right == null) {
            return null;
        }
        double from = ((Number) left).doubleValue();
        double to = ((Number) right).doubleValue();
        if (to - from + 1 > RANGE_MAX) {
            throw new ExpressionException("D2014", "A range has more than " + RANGE_MAX + " numbers");
        }
        ValueList numbers = ValueList.sequence();
        calls.charge((long) Math.max(0, to - from + 1));
        for (double each = from; each <= to; each++) {
            numbers.add(Values.number(each));
        }
        return numbers;
    }

    private static boolean isWhole(Object value) {
        return value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue());
    }
}
