package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.tree.ExpressionException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The functions about arrays.
final class ListFunctions {
    private ListFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("count", "<a:n>", (given, _) -> given.getFirst() instanceof List<?> list ? (long) list.size() : 0L);
        table.add("map", "<af>", ListFunctions::map);
        table.add("filter", "<af>", ListFunctions::filter);
        table.add("single", "<af?>", ListFunctions::single);
        table.add("reduce", "<afj?:j>", ListFunctions::reduce);
        table.add("zip", "<a+>", ListFunctions::zip);
        table.add("append", "<xx:a>", (given, calls) -> {
            calls.charge(Values.list(given.getFirst()).size() + Values.list(given.get(1)).size());
            return Values.append(given.getFirst(), given.get(1));
        });
        table.add("reverse", "<a:a>", (given, calls) -> {
            if (!(given.getFirst() instanceof ValueList list) || list.size() < 2) {
                return given.getFirst();
            }
            calls.charge(list.size());
            return new ValueList(list.reversed());
        });
        table.add("shuffle", "<a:a>", (given, calls) -> {
            if (!(given.getFirst() instanceof ValueList list) || list.size() < 2) {
                return given.getFirst();
            }
            calls.charge(list.size());
            ValueList shuffled = new ValueList(list);
            Collections.shuffle(shuffled, java.util.Random.from(calls.chance()));
            return shuffled;
        });
        table.add("distinct", "<x:x>", ListFunctions::distinct);
        table.add("sort", "<af?:a>", ListFunctions::sort);
    }

    private static @Nullable Object call(ExpressionFunction function, List<?> list, int at, FunctionCalls calls) {
        return calls.callWith(function, list.get(at), (long) at, list);
    }

    private static ExpressionFunction function(@Nullable Object value) {
        if (value instanceof ExpressionFunction function) {
            return function;
        }
        throw new ExpressionException("T0410", "A function is missing");
    }

    private static @Nullable Object map(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof ValueList list)) {
            return null;
        }
        ValueList results = ValueList.sequence();
        for (int i = 0; i < list.size(); i++) {
            Object result = call(function(given.get(1)), list, i, calls);
            if (result != null) {
                results.add(result);
            }
        }
        return results;
    }

    private static @Nullable Object filter(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof ValueList list)) {
            return null;
        }
        ValueList results = ValueList.sequence();
        for (int i = 0; i < list.size(); i++) {
            if (Values.isTrue(call(function(given.get(1)), list, i, calls))) {
                results.add(list.get(i));
            }
        }
        return results;
    }

    private static @Nullable Object single(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof ValueList list)) {
            return null;
        }
        List<Object> found = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (given.size() < 2 || given.get(1) == null
                    || Values.isTrue(call(function(given.get(1)), list, i, calls))) {
                if (!found.isEmpty()) {
                    throw new ExpressionException("D3138", "$single finds more than one");
                }
                found.add(list.get(i));
            }
        }
        if (found.isEmpty()) {
            throw new ExpressionException("D3139", "$single finds none");
        }
        return found.getFirst();
    }

    private static @Nullable Object reduce(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof ValueList list)) {
            return null;
        }
        ExpressionFunction function = function(given.get(1));
        if (function.arity() < 2) {
            throw new ExpressionException("D3050", "$reduce wants a function of two arguments");
        }
        boolean begun = given.size() > 2 && given.get(2) != null;
        Object result = begun ? given.get(2) : list.isEmpty() ? null : list.getFirst();
        for (int i = begun ? 0 : 1; i < list.size(); i++) {
            result = calls.callWith(function, result, list.get(i), (long) i, list);
        }
        return result;
    }

    private static Object zip(List<@Nullable Object> given, FunctionCalls calls) {
        int shortest = given.stream().mapToInt(each -> Values.list(each).size()).min().orElse(0);
        calls.charge((long) shortest * given.size());
        ValueList results = new ValueList();
        for (int i = 0; i < shortest; i++) {
            ValueList one = new ValueList();
            for (Object list : given) {
                one.add(Values.list(list).get(i));
            }
            results.add(one);
        }
        return results;
    }

    private static @Nullable Object distinct(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof ValueList list) || list.size() < 2) {
            return given.getFirst();
        }
        ValueList results = new ValueList();
        results.sequence = list.sequence;
        for (Object each : list) {
            calls.charge(1 + results.size() / 16);
            if (results.stream().noneMatch(other -> Values.same(each, other))) {
                results.add(each);
            }
        }
        return results;
    }

    private static @Nullable Object sort(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof ValueList list) || list.size() < 2) {
            return given.getFirst();
        }
        calls.charge(list.size());
        if (given.size() > 1 && given.get(1) instanceof ExpressionFunction order) {
            return merged(list, order, calls);
        }
        ValueList sorted = new ValueList(list);
        if (list.stream().allMatch(Number.class::isInstance)) {
            sorted.sort((a, b) -> Double.compare(((Number) a).doubleValue(), ((Number) b).doubleValue()));
        } else if (list.stream().allMatch(String.class::isInstance)) {
            sorted.sort((a, b) -> ((String) a).compareTo((String) b));
        } else {
            throw new ExpressionException("D3070", "Without a function, only numbers or only texts can be sorted");
        }
        return sorted;
    }

    /// A merge sort: the JDK's own refuses an order that contradicts itself.
    private static ValueList merged(ValueList list, ExpressionFunction order, FunctionCalls calls) {
        if (list.size() < 2) {
            return list;
        }
        ValueList left = merged(new ValueList(list.subList(0, list.size() / 2)), order, calls);
        ValueList right = merged(new ValueList(list.subList(list.size() / 2, list.size())), order, calls);
        ValueList sorted = new ValueList();
        int l = 0;
        int r = 0;
        while (l < left.size() && r < right.size()) {
            boolean after = Values.isTrue(calls.callWith(order, left.get(l), right.get(r)));
            sorted.add(after ? right.get(r++) : left.get(l++));
        }
        sorted.addAll(left.subList(l, left.size()));
        sorted.addAll(right.subList(r, right.size()));
        return sorted;
    }

}
