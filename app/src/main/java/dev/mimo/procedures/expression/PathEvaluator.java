package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.tree.ExpressionException;
import dev.mimo.procedures.expression.tree.ExpressionNode;
import dev.mimo.procedures.expression.tree.ExpressionNode.NodeForm;
import dev.mimo.procedures.expression.tree.ExpressionNode.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Paths: each step over every item of the one before, flattened, filtered, grouped and put in order; with what `@`,
/// `#` and `%` bind carried along where there is any.
final class PathEvaluator {
    private final ExpressionEvaluator evaluator;

    PathEvaluator(ExpressionEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Nullable
    Object evaluate(NodeForm.Steps path, ExpressionNode node, @Nullable Object input, ExpressionScope scope) {
        List<ExpressionNode> steps = path.steps();
        ValueList items = input instanceof ValueList list && !(steps.getFirst().form instanceof NodeForm.Variable)
                ? list
                : input == null ? absent() : ValueList.sequence(input);
        ValueList tuples = null;
        ValueList result = items;
        for (int i = 0; i < steps.size(); i++) {
            ExpressionNode step = steps.get(i);
            if (step.tuple || tuples != null) {
                tuples = tupleStep(step, result, tuples, scope);
                continue;
            }
            result = i == 0 && step.consArray
                    ? Values.list(evaluator.evaluate(step, items, scope))
                    : step(step, result, scope, i == steps.size() - 1);
            if (result.isEmpty()) {
                break;
            }
        }
        if (tuples != null) {
            if (node.tuple) {
                result = tuples;
            } else {
                result = ValueList.sequence();
                for (Object tuple : tuples) {
                    Object item = ((TupleItem) tuple).item();
                    if (item != null) {
                        result.add(item);
                    }
                }
            }
        }
        if (path.keeps()) {
            result = result.sequence ? result : sequenceOf(result);
            result.keepSingleton = true;
        }
        return node.group == null ? result : group(node.group.pairs(), tuples == null ? result : tuples, scope);
    }

    private static ValueList sequenceOf(ValueList list) {
        ValueList sequence = list.cons ? ValueList.sequence(list) : new ValueList(list);
        sequence.sequence = true;
        return sequence;
    }

    /// The context of an expression that is given nothing: a path may begin with a variable.
    private static ValueList absent() {
        return ValueList.sequence(Absence.HERE);
    }

    /// An item that is not there.
    private enum Absence {
        HERE
    }

    private static @Nullable Object item(@Nullable Object item) {
        return item == Absence.HERE ? null : item;
    }

    private ValueList step(ExpressionNode step, ValueList input, ExpressionScope scope, boolean last) {
        if (step.form instanceof NodeForm.Sorting(List<NodeForm.SortTerm> terms)) {
            ValueList sorted = new SortOrder(evaluator, terms, scope).sorted(input);
            return Values.list(stages(step.stages, sorted, scope));
        }
        ValueList results = new ValueList();
        for (Object item : input) {
            Object result = evaluator.evaluate(step, item(item), scope);
            for (Stage stage : step.stages) {
                result = result == null ? null : filter(((Stage.Filter) stage).predicate(), result, scope);
                result = unwrapped(result);
            }
            if (result != null) {
                results.add(result);
            }
        }
        if (last && results.size() == 1 && results.getFirst() instanceof ValueList only && !only.sequence) {
            return only;
        }
        ValueList flat = ValueList.sequence();
        for (Object result : results) {
            if (result instanceof ValueList list && !list.cons) {
                evaluator.charge(list.size());
                flat.addAll(list);
            } else {
                flat.add(result);
            }
        }
        return flat;
    }

    private static @Nullable Object unwrapped(@Nullable Object result) {
        return result instanceof ValueList list && list.sequence && list.isEmpty() ? null : result;
    }

    private ValueList tupleStep(ExpressionNode step, ValueList input, @Nullable ValueList before,
            ExpressionScope scope) {
        ValueList tuples = new ValueList();
        tuples.sequence = true;
        tuples.tuples = true;
        if (step.form instanceof NodeForm.Sorting(List<NodeForm.SortTerm> terms)) {
            SortOrder order = new SortOrder(evaluator, terms, scope);
            if (before != null) {
                tuples.addAll(order.sorted(before));
            } else {
                int at = 0;
                for (Object item : order.sorted(input)) {
                    tuples.add(new TupleItem(item, step.index == null ? Map.of() : Map.of(step.index, (long) at++)));
                }
            }
            return (ValueList) Objects.requireNonNull(stages(step.stages, tuples, scope));
        }
        ValueList from = before == null ? new ValueList() : before;
        if (before == null) {
            input.forEach(item -> from.add(new TupleItem(item(item))));
        }
        for (Object each : from) {
            TupleItem tuple = (TupleItem) each;
            Object result = evaluator.evaluate(step, tuple.item(), ExpressionScope.of(scope, tuple));
            if (result != null) {
                bind(step, tuple, Values.list(result), tuples);
            }
        }
        return (ValueList) Objects.requireNonNull(stages(step.stages, tuples, scope));
    }

    private void bind(ExpressionNode step, TupleItem tuple, ValueList results, ValueList into) {
        for (int i = 0; i < results.size(); i++) {
            evaluator.charge(1);
            Object result = results.get(i);
            Map<String, Object> bound = tuple.copy();
            Object item = result;
            if (result instanceof TupleItem inner) {
                bound.putAll(inner.bound());
                item = inner.item();
            } else if (step.focus != null) {
                bound.put(step.focus, result);
                item = tuple.item();
            }
            if (step.index != null) {
                bound.put(step.index, (long) i);
            }
            if (step.ancestor != null && tuple.item() != null) {
                bound.put(step.ancestor.label, tuple.item());
            }
            into.add(new TupleItem(item, bound));
        }
    }

    private @Nullable Object stages(List<Stage> stages, ValueList input, ExpressionScope scope) {
        ValueList result = input;
        for (Stage stage : stages) {
            result = switch (stage) {
                case Stage.Filter(ExpressionNode predicate) -> filter(predicate, result, scope);
                case Stage.Position(String variable) -> numbered(result, variable);
            };
        }
        return result;
    }

    private static ValueList numbered(ValueList tuples, String variable) {
        ValueList result = new ValueList();
        result.sequence = true;
        result.tuples = true;
        for (int i = 0; i < tuples.size(); i++) {
            TupleItem tuple = (TupleItem) tuples.get(i);
            Map<String, Object> bound = tuple.copy();
            bound.put(variable, (long) i);
            result.add(new TupleItem(tuple.item(), bound));
        }
        return result;
    }

    /// What of the input a predicate holds for, or is at the positions that it names.
    ValueList filter(ExpressionNode predicate, Object input, ExpressionScope scope) {
        ValueList items = input instanceof ValueList list ? list : ValueList.sequence(input);
        ValueList results = ValueList.sequence();
        results.tuples = items.tuples;
        if (predicate.form instanceof NodeForm.Numeral(double number) && predicate.predicates.isEmpty()) {
            int at = position(number, items.size());
            if (at >= 0 && at < items.size()) {
                Object item = items.get(at);
                if (item instanceof ValueList list) {
                    return list;
                }
                results.add(item);
            }
            return results;
        }
        for (int i = 0; i < items.size(); i++) {
            Object item = items.get(i);
            Object held = item instanceof TupleItem tuple && items.tuples
                    ? evaluator.evaluate(predicate, tuple.item(), ExpressionScope.of(scope, tuple))
                    : evaluator.evaluate(predicate, item, scope);
            ValueList positions = held instanceof Number ? ValueList.of(held) : Values.list(held);
            boolean numbers = !positions.isEmpty() && positions.stream().allMatch(Number.class::isInstance);
            if (numbers) {
                for (Object position : positions) {
                    if (position(((Number) position).doubleValue(), items.size()) == i) {
                        results.add(item);
                    }
                }
            } else if (Values.isTrue(held)) {
                results.add(item);
            }
        }
        return results;
    }

    private static int position(double number, int size) {
        int at = (int) Math.floor(number);
        return at < 0 ? size + at : at;
    }

    /// `{key: value}`: the items that share a key go into one value.
    Map<String, Object> group(List<NodeForm.Pair> pairs, @Nullable Object input, ExpressionScope scope) {
        boolean tuples = input instanceof ValueList list && list.tuples;
        ValueList items = input == null ? absent() : Values.list(input);
        if (items.isEmpty()) {
            items = absent();
        }
        Map<String, Group> groups = new LinkedHashMap<>();
        for (Object each : items) {
            Object item = each instanceof TupleItem tuple ? tuple.item() : item(each);
            ExpressionScope seen = each instanceof TupleItem tuple ? ExpressionScope.of(scope, tuple) : scope;
            for (int i = 0; i < pairs.size(); i++) {
                Object key = evaluator.evaluate(pairs.get(i).key(), item, seen);
                if (key == null) {
                    continue;
                }
                if (!(key instanceof String name)) {
                    throw new ExpressionException("T1003", "A key of an object is no text");
                }
                Group group = groups.computeIfAbsent(name, _ -> new Group());
                if (group.pair >= 0 && group.pair != i) {
                    throw new ExpressionException("D1009", "Two keys of an object are the same: " + name);
                }
                group.pair = i;
                group.data = each instanceof TupleItem tuple
                        ? joined(group.data, tuple)
                        : Values.append(group.data, item);
            }
        }
        Map<String, Object> result = ExpressionEvaluator.object();
        groups.forEach((name, group) -> {
            TupleItem tuple = group.data instanceof TupleItem joined ? joined : new TupleItem(group.data);
            Object value = evaluator.evaluate(pairs.get(group.pair).value(), tuple.item(),
                    tuples ? ExpressionScope.of(scope, tuple) : scope);
            if (value != null) {
                result.put(name, value);
            }
        });
        return result;
    }

    private static final class Group {
        int pair = -1;
        @Nullable
        Object data;
    }

    private static TupleItem joined(@Nullable Object before, TupleItem next) {
        if (!(before instanceof TupleItem first)) {
            return next;
        }
        Map<String, Object> bound = first.copy();
        next.bound().forEach((name, value) -> bound.merge(name, value,
                (a, b) -> Objects.requireNonNull(Values.append(a, b))));
        return new TupleItem(Values.append(first.item(), next.item()), bound);
    }

    Object wildcard(@Nullable Object input) {
        Object from = input instanceof ValueList list && list.outerWrapper ? list.getFirst() : input;
        ValueList results = ValueList.sequence();
        if (from instanceof Map<?, ?> object) {
            object.values().forEach(value -> flatten(value, results));
        } else if (from instanceof ValueList list) {
            list.forEach(value -> flatten(value, results));
        }
        return results;
    }

    private void flatten(Object value, ValueList into) {
        evaluator.charge(1);
        if (value instanceof ValueList list) {
            list.forEach(each -> flatten(each, into));
        } else {
            into.add(value);
        }
    }

    @Nullable
    Object descendants(@Nullable Object input) {
        if (input == null) {
            return null;
        }
        ValueList results = ValueList.sequence();
        descend(input, results);
        return results.size() == 1 ? results.getFirst() : results;
    }

    private void descend(Object value, ValueList into) {
        evaluator.charge(1);
        if (!(value instanceof ValueList)) {
            into.add(value);
        }
        if (value instanceof ValueList list) {
            list.forEach(each -> descend(each, into));
        } else if (value instanceof Map<?, ?> object) {
            object.values().forEach(each -> descend(each, into));
        }
    }
}
