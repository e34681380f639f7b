package dev.mimo.procedures.expression;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The functions about objects, and about values of any type.
final class ObjectFunctions {
    private ObjectFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("keys", "<x-:a<s>>", (given, calls) -> {
            Set<String> names = new LinkedHashSet<>();
            names(given.getFirst(), names, calls);
            ValueList sequence = ValueList.sequence();
            sequence.addAll(names);
            return sequence;
        });
        table.add("lookup", "<x-s:x>", (given, calls) -> given.get(1) instanceof String name
                ? lookup(given.getFirst(), name, calls)
                : null);
        table.add("spread", "<x-:a<o>>", (given, calls) -> spread(given.getFirst(), calls));
        table.add("merge", "<a<o>:o>", (given, calls) -> {
            if (given.getFirst() == null) {
                return null;
            }
            Map<String, Object> merged = ExpressionEvaluator.object();
            Values.list(given.getFirst()).forEach(each -> {
                calls.charge(Values.map(each).size());
                merged.putAll(Values.map(each));
            });
            return merged;
        });
        table.add("each", "<o-f:a>", ObjectFunctions::each);
        table.add("sift", "<o-f?:o>", ObjectFunctions::sift);
        table.add("clone", "<(oa)-:o>", (given, calls) -> Values.copy(given.getFirst(), calls));
        table.add("boolean", "<x-:b>", (given, _) -> given.getFirst() == null
                ? null
                : (Object) Values.isTrue(given.getFirst()));
        table.add("not", "<x-:b>", (given, _) -> given.getFirst() == null
                ? null
                : (Object) !Values.isTrue(given.getFirst()));
        table.add("exists", "<x:b>", (given, _) -> given.getFirst() != null);
        table.add("type", "<x:s>", (given, _) -> type(given.getFirst()));
    }

    static @Nullable Object lookup(@Nullable Object from, String name, FunctionCalls calls) {
        if (from instanceof ValueList list) {
            ValueList results = ValueList.sequence();
            for (Object each : list) {
                calls.charge(1);
                Object found = lookup(each, name, calls);
                if (found instanceof ValueList several) {
                    calls.charge(several.size());
                    results.addAll(several);
                } else if (found != null) {
                    results.add(found);
                }
            }
            return results;
        }
        return from instanceof Map<?, ?> object ? object.get(name) : null;
    }

    private static void names(@Nullable Object of, Set<String> into, FunctionCalls calls) {
        calls.charge(1);
        if (of instanceof List<?> list) {
            list.forEach(each -> names(each, into, calls));
        } else if (of instanceof Map<?, ?>) {
            calls.charge(Values.map(of).size());
            into.addAll(Values.map(of).keySet());
        }
    }

    private static @Nullable Object spread(@Nullable Object of, FunctionCalls calls) {
        calls.charge(1);
        ValueList results = ValueList.sequence();
        if (of instanceof ValueList list) {
            list.forEach(each -> results.addAll(Values.list(spread(each, calls))));
            return results;
        }
        if (!(of instanceof Map<?, ?>)) {
            return of;
        }
        Values.map(of).forEach((name, value) -> results.add(TextFunctions.object(name, value)));
        return results;
    }

    private static @Nullable Object each(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof Map<?, ?> object) || !(given.get(1) instanceof ExpressionFunction function)) {
            return null;
        }
        ValueList results = ValueList.sequence();
        Values.map(object).forEach((name, value) -> {
            Object result = calls.callWith(function, value, name, object);
            if (result != null) {
                results.add(result);
            }
        });
        return results;
    }

    private static @Nullable Object sift(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof Map<?, ?> object) || !(given.get(1) instanceof ExpressionFunction function)) {
            return null;
        }
        Map<String, Object> kept = ExpressionEvaluator.object();
        Values.map(object).forEach((name, value) -> {
            if (Values.isTrue(calls.callWith(function, value, name, object))) {
                kept.put(name, value);
            }
        });
        return kept.isEmpty() ? null : kept;
    }

    private static @Nullable Object type(@Nullable Object value) {
        return switch (TypeSignature.letter(value)) {
            case 'm' -> null;
            case 'f' -> "function";
            case 's' -> "string";
            case 'n' -> "number";
            case 'b' -> "boolean";
            case 'l' -> "null";
            case 'a' -> "array";
            default -> "object";
        };
    }
}
