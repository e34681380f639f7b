package dev.mimo.procedures.expression;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables that are seen from a place.
final class ExpressionScope {
    private final Map<String, @Nullable Object> bound = new HashMap<>();
    private final @Nullable ExpressionScope outer;

    ExpressionScope(@Nullable ExpressionScope outer) {
        this.outer = outer;
    }

    static ExpressionScope of(ExpressionScope outer, TupleItem tuple) {
        ExpressionScope scope = new ExpressionScope(outer);
        scope.bound.putAll(tuple.bound());
        return scope;
    }

    void bind(String name, @Nullable Object value) {
        bound.put(name, value);
    }

    @Nullable
    Object find(String name) {
        for (ExpressionScope at = this; at != null; at = at.outer) {
            if (at.bound.containsKey(name)) {
                return at.bound.get(name);
            }
        }
        return null;
    }
}
