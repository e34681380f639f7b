package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.tree.ExpressionException;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a function of the language may ask of whoever evaluates.
interface FunctionCalls {
    @Nullable
    Object call(ExpressionFunction function, List<@Nullable Object> arguments);

    /// Counts work and size against the bounds.
    ///
    /// @throws ExpressionException `U1001` when they are passed
    void charge(long units);

    /// Milliseconds since 1970 at which the evaluation counts as made.
    long millis();

    RandomGenerator chance();

    /// The value of an expression given as text, over the input or the context.
    @Nullable
    Object evaluate(String expression, @Nullable Object input);

    /// The function with as many of the arguments as it cares for.
    default @Nullable Object callWith(ExpressionFunction function, @Nullable Object... arguments) {
        int count = Math.max(1, Math.min(function.arity(), arguments.length));
        return call(function, java.util.Arrays.asList(arguments).subList(0, count));
    }
}
