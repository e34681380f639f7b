package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.tree.ExpressionNode;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A function as a value.
sealed interface ExpressionFunction {
    /// How many arguments it cares for.
    int arity();

    /// One of the language's own.
    ///
    /// @param signature absent where anything goes
    record Native(String name, @Nullable TypeSignature signature, NativeBody body) implements ExpressionFunction {
        @Override
        public int arity() {
            return signature == null ? 1 : signature.arity();
        }
    }

    /// What one of the language's own does.
    @FunctionalInterface
    interface NativeBody {
        @Nullable
        Object apply(List<@Nullable Object> arguments, FunctionCalls calls);
    }

    /// One that the expression defines.
    ///
    /// @param thunk whether it is a call that is yet to be made
    record Closure(List<String> parameters, ExpressionNode body, @Nullable TypeSignature signature,
            ExpressionScope scope, @Nullable Object input, boolean thunk) implements ExpressionFunction {
        @Override
        public int arity() {
            return parameters.size();
        }
    }

    /// One with some of its arguments given.
    ///
    /// @param given absent where one is left open
    record Partly(ExpressionFunction function, List<OpenArgument> given) implements ExpressionFunction {
        @Override
        public int arity() {
            return (int) given.stream().filter(OpenArgument::open).count();
        }
    }

    record OpenArgument(@Nullable Object value, boolean open) {}

    /// A pattern, which finds its first match in a text.
    record Matching(Pattern pattern) implements ExpressionFunction {
        @Override
        public int arity() {
            return 1;
        }
    }
}
