package dev.mimo.procedures.expression.tree;

/// An expression that cannot be read, or went wrong over its input. The code is the one that the language's own
/// reference gives: `S…` of syntax, `T…` of types, `D…` of values; `U…` are bounds.
public final class ExpressionException extends RuntimeException {
    private final String code;
    private final int position;

    public ExpressionException(String code, String message) {
        this(code, message, -1);
    }

    /// @param position characters into the expression; -1 when it is not known
    public ExpressionException(String code, String message, int position) {
        // no stack trace: the fault is the expression's
        super(message, null, false, false);
        this.code = code;
        this.position = position;
    }

    public String code() {
        return code;
    }

    /// Characters into the expression; -1 when it is not known.
    public int position() {
        return position;
    }

    public ExpressionException at(int place) {
        return position >= 0 ? this : new ExpressionException(code, String.valueOf(getMessage()), place);
    }
}
