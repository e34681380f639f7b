package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.ExpressionFunction.Closure;
import dev.mimo.procedures.expression.ExpressionFunction.Matching;
import dev.mimo.procedures.expression.ExpressionFunction.OpenArgument;
import dev.mimo.procedures.expression.ExpressionFunction.Partly;
import dev.mimo.procedures.expression.tree.ExpressionException;
import dev.mimo.procedures.expression.tree.ExpressionNode;
import dev.mimo.procedures.expression.tree.ExpressionNode.NodeForm;
import dev.mimo.procedures.expression.tree.ExpressionNode.Stage;
import dev.mimo.procedures.expression.tree.ExpressionParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Evaluates one expression once, within its bounds. For one thread.
final class ExpressionEvaluator implements FunctionCalls {
    private static final int DEPTH_MAX = 302;

    private final ExpressionBounds bounds;
    private final ExpressionScope root;
    private final PathEvaluator paths = new PathEvaluator(this);
    private long left;
    private int depth;
    private final @Nullable Object input;
    /// What was at hand where the present function of the language was called.
    private @Nullable Object calledOver;

    ExpressionEvaluator(ExpressionBounds bounds, ExpressionScope root, @Nullable Object input) {
        this.bounds = bounds;
        this.root = root;
        this.left = bounds.unitsMax();
        this.input = input;
    }

    @Nullable
    Object run(ExpressionNode expression) {
        Object wrapped = input;
        root.bind("$", input);
        if (input instanceof ValueList list && !list.sequence) {
            ValueList wrapper = ValueList.sequence(list);
            wrapper.outerWrapper = true;
            wrapped = wrapper;
        }
        try {
            return evaluate(expression, wrapped, root);
        } catch (StackOverflowError _) {
            throw tooDeep();
        }
    }

    private static ExpressionException tooDeep() {
        return new ExpressionException("U1001", "A function calls itself too deeply");
    }

    @Nullable
    Object evaluate(ExpressionNode node, @Nullable Object input, ExpressionScope scope) {
        charge(1);
        if (++depth > DEPTH_MAX) {
            throw tooDeep();
        }
        try {
            Object result = form(node, input, scope);
            for (Stage predicate : node.predicates) {
                result = result == null
                        ? null
                        : paths.filter(((Stage.Filter) predicate).predicate(), result, scope);
            }
            if (node.group != null && !(node.form instanceof NodeForm.Steps)) {
                result = paths.group(node.group.pairs(), result, scope);
            }
            return single(result, node.keepArray);
        } catch (ExpressionException wrong) {
            throw wrong.at(node.position);
        } finally {
            depth--;
        }
    }

    private static @Nullable Object single(@Nullable Object result, boolean keepArray) {
        if (!(result instanceof ValueList list) || !list.sequence || list.tuples) {
            return result;
        }
        list.keepSingleton |= keepArray;
        return switch (list.size()) {
            case 0 -> null;
            case 1 -> list.keepSingleton ? list : list.getFirst();
            default -> list;
        };
    }

    private @Nullable Object form(ExpressionNode node, @Nullable Object input, ExpressionScope scope) {
        return switch (node.form) {
            case NodeForm.Text(String value) -> value;
            case NodeForm.Numeral(double value) -> Values.number(value);
            case NodeForm.Constant(Object value) -> value;
            case NodeForm.Name(String name) -> ObjectFunctions.lookup(input, name, this);
            case NodeForm.Variable(String name) -> name.isEmpty() ? unwrapped(input) : scope.find(name);
            case NodeForm.Wildcard() -> paths.wildcard(input);
            case NodeForm.Descendants() -> paths.descendants(input);
            case NodeForm.Parent(ExpressionNode.Ancestor slot) -> scope.find(slot.label);
            case NodeForm.Regex(java.util.regex.Pattern pattern) -> new Matching(pattern);
            case NodeForm.Placeholder() -> throw new ExpressionException("S0211", "'?' cannot begin an operand");
            case NodeForm.Steps steps -> paths.evaluate(steps, node, input, scope);
            case NodeForm.Binary binary -> binary(binary, input, scope);
            case NodeForm.Negation(ExpressionNode of) -> OperatorRules.negated(evaluate(of, input, scope));
            case NodeForm.ArrayOf(List<ExpressionNode> items) -> array(items, node.consArray, input, scope);
            case NodeForm.ObjectOf(List<NodeForm.Pair> pairs) -> paths.group(pairs, input, scope);
            case NodeForm.Block(List<ExpressionNode> expressions) -> block(expressions, input, scope);
            case NodeForm.Conditional(ExpressionNode condition, ExpressionNode then, ExpressionNode otherwise) ->
                Values.isTrue(evaluate(condition, input, scope))
                        ? evaluate(then, input, scope)
                        : otherwise == null ? null : evaluate(otherwise, input, scope);
            case NodeForm.Elvis(ExpressionNode value, ExpressionNode otherwise, boolean onlyAbsent) -> {
                Object found = evaluate(value, input, scope);
                yield (onlyAbsent ? found != null : Values.isTrue(found)) ? found : evaluate(otherwise, input, scope);
            }
            case NodeForm.Binding(String variable, ExpressionNode value) -> {
                Object bound = evaluate(value, input, scope);
                scope.bind(variable, bound);
                yield bound;
            }
            case NodeForm.Lambda(List<String> parameters, ExpressionNode body, String signature, boolean thunk) ->
                new Closure(parameters, body, signature == null ? null : TypeSignature.of(signature), scope, input,
                        thunk);
            case NodeForm.Call call -> call(call, input, scope);
            case NodeForm.Partial partial -> partial(partial, input, scope);
            case NodeForm.Chain chain -> chain(chain, input, scope);
            case NodeForm.Transform transform -> new ExpressionFunction.Native("transform",
                    TypeSignature.of("<(oa):o>"), (arguments, _) -> transform(transform, arguments.getFirst(), scope));
            case NodeForm.Sorting _,NodeForm.Unshaped _ -> throw new IllegalStateException("not an operand");
        };
    }

    private static @Nullable Object unwrapped(@Nullable Object input) {
        return input instanceof ValueList list && list.outerWrapper ? list.getFirst() : input;
    }

    private @Nullable Object binary(NodeForm.Binary binary, @Nullable Object input, ExpressionScope scope) {
        Object first = evaluate(binary.left(), input, scope);
        return switch (binary.operator()) {
            case "and" -> Values.isTrue(first) && Values.isTrue(evaluate(binary.right(), input, scope));
            case "or" -> Values.isTrue(first) || Values.isTrue(evaluate(binary.right(), input, scope));
            default -> OperatorRules.apply(binary.operator(), first, evaluate(binary.right(), input, scope), this);
        };
    }

    private Object array(List<ExpressionNode> items, boolean cons, @Nullable Object input, ExpressionScope scope) {
        ValueList made = new ValueList();
        for (ExpressionNode item : items) {
            Object value = evaluate(item, input, scope);
            if (value instanceof ValueList list && !(item.form instanceof NodeForm.ArrayOf)) {
                charge(list.size());
                made.addAll(list);
            } else if (value != null) {
                made.add(value);
            }
        }
        made.cons = cons;
        return made;
    }

    private @Nullable Object block(List<ExpressionNode> expressions, @Nullable Object input, ExpressionScope scope) {
        ExpressionScope inner = new ExpressionScope(scope);
        Object last = null;
        for (ExpressionNode expression : expressions) {
            last = evaluate(expression, input, inner);
        }
        return last;
    }

    private @Nullable Object call(NodeForm.Call call, @Nullable Object input,
            ExpressionScope scope) {
        Object function = evaluate(call.function(), input, scope);
        if (function == null && call.function().form instanceof NodeForm.Steps(List<ExpressionNode> steps, boolean[] _)
                && steps.getFirst().form instanceof NodeForm.Name(String name) && scope.find(name) != null) {
            throw new ExpressionException("T1005", "'" + name + "' is no function; '$" + name + "' is one");
        }
        if (!(function instanceof ExpressionFunction known)) {
            throw new ExpressionException("T1006", named(call.function()) + " is no function");
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        for (ExpressionNode argument : call.arguments()) {
            arguments.add(evaluate(argument, input, scope));
        }
        return apply(known, arguments, input);
    }

    private static String named(ExpressionNode function) {
        return function.form instanceof NodeForm.Variable(String name) ? "$" + name : "What is called";
    }

    @Override
    public @Nullable Object call(ExpressionFunction function, List<@Nullable Object> arguments) {
        return apply(function, arguments, null);
    }

    /// Calls, and makes the calls that this one ends with.
    @Nullable
    Object apply(ExpressionFunction function, List<@Nullable Object> arguments, @Nullable Object context) {
        Object result = applyOnce(function, arguments, context);
        while (result instanceof Closure thunk && thunk.thunk()) {
            NodeForm.Call last = (NodeForm.Call) thunk.body().form;
            Object next = evaluate(last.function(), thunk.input(), thunk.scope());
            if (!(next instanceof ExpressionFunction known)) {
                throw new ExpressionException("T1006", named(last.function()) + " is no function");
            }
            List<@Nullable Object> given = new ArrayList<>();
            for (ExpressionNode argument : last.arguments()) {
                given.add(evaluate(argument, thunk.input(), thunk.scope()));
            }
            result = applyOnce(known, given, thunk.input());
        }
        return result;
    }

    private @Nullable Object applyOnce(ExpressionFunction function, List<@Nullable Object> arguments,
            @Nullable Object context) {
        charge(1);
        return switch (function) {
            case ExpressionFunction.Native known -> {
                calledOver = context;
                TypeSignature signature = known.signature();
                yield known.body().apply(signature == null
                        ? arguments
                        : signature.fit(arguments, unwrapped(context), known.name()), this);
            }
            case Closure closure -> {
                List<@Nullable Object> given = closure.signature() == null
                        ? arguments
                        : closure.signature().fit(arguments, unwrapped(context), "function");
                ExpressionScope scope = new ExpressionScope(closure.scope());
                for (int i = 0; i < closure.parameters().size(); i++) {
                    scope.bind(closure.parameters().get(i), i < given.size() ? given.get(i) : null);
                }
                yield evaluate(closure.body(), closure.input(), scope);
            }
            case Partly partly -> {
                List<@Nullable Object> all = new ArrayList<>();
                int at = 0;
                for (OpenArgument each : partly.given()) {
                    all.add(!each.open() ? each.value() : at < arguments.size() ? arguments.get(at++) : null);
                }
                yield apply(partly.function(), all, context);
            }
            case Matching(java.util.regex.Pattern pattern) -> arguments.getFirst() instanceof String text
                    ? TextMatches.first(pattern, text, 0, this)
                    : null;
        };
    }

    private Object partial(NodeForm.Partial partial, @Nullable Object input, ExpressionScope scope) {
        List<OpenArgument> given = new ArrayList<>();
        for (ExpressionNode argument : partial.arguments()) {
            boolean open = argument.form instanceof NodeForm.Placeholder;
            given.add(new OpenArgument(open ? null : evaluate(argument, input, scope), open));
        }
        Object function = evaluate(partial.function(), input, scope);
        if (function == null
                && partial.function().form instanceof NodeForm.Steps(List<ExpressionNode> steps, boolean[] _)
                && steps.getFirst().form instanceof NodeForm.Name(String name)
                && scope.find(name) != null) {
            throw new ExpressionException("T1007", "'" + name + "' is no function; '$" + name + "' is one");
        }
        if (function instanceof ExpressionFunction known) {
            return new Partly(known, given);
        }
        throw new ExpressionException("T1008", named(partial.function()) + " is no function");
    }

    private @Nullable Object chain(NodeForm.Chain chain, @Nullable Object input, ExpressionScope scope) {
        Object first = evaluate(chain.left(), input, scope);
        if (chain.right().form instanceof NodeForm.Call call) {
            List<@Nullable Object> before = new ArrayList<>();
            before.add(first);
            return callAfter(call, before, input, scope);
        }
        Object function = evaluate(chain.right(), input, scope);
        if (!(function instanceof ExpressionFunction second)) {
            throw new ExpressionException("T2006", "What stands after ~> is no function");
        }
        if (first instanceof ExpressionFunction inner) {
            return new ExpressionFunction.Native("chain", null, (arguments, calls) -> {
                List<@Nullable Object> between = new ArrayList<>();
                between.add(calls.call(inner, arguments));
                return calls.call(second, between);
            });
        }
        List<@Nullable Object> only = new ArrayList<>();
        only.add(first);
        return apply(second, only, null);
    }

    private @Nullable Object callAfter(NodeForm.Call call, List<@Nullable Object> before, @Nullable Object input,
            ExpressionScope scope) {
        Object function = evaluate(call.function(), input, scope);
        if (!(function instanceof ExpressionFunction known)) {
            throw new ExpressionException("T1006", named(call.function()) + " is no function");
        }
        for (ExpressionNode argument : call.arguments()) {
            before.add(evaluate(argument, input, scope));
        }
        return apply(known, before, input);
    }

    private @Nullable Object transform(NodeForm.Transform transform, @Nullable Object given, ExpressionScope scope) {
        if (given == null) {
            return null;
        }
        if (!(scope.find("clone") instanceof ExpressionFunction)) {
            throw new ExpressionException("T2013", "$clone is no function here, which a transformation needs");
        }
        Object copy = Objects.requireNonNull(Values.copy(given, this));
        for (Object match : Values.list(evaluate(transform.pattern(), copy, scope))) {
            Object update = evaluate(transform.update(), match, scope);
            if (update != null) {
                if (!(update instanceof Map)) {
                    throw new ExpressionException("T2011", "The update of a transformation is no object");
                }
                if (match instanceof Map) {
                    Values.map(match).putAll(Values.map(update));
                }
            }
            if (transform.delete() != null) {
                delete(evaluate(transform.delete(), match, scope), match);
            }
        }
        return copy;
    }

    private static void delete(@Nullable Object names, Object from) {
        for (Object name : Values.list(names)) {
            if (!(name instanceof String)) {
                throw new ExpressionException("T2012", "What a transformation deletes is no name");
            }
            if (from instanceof Map<?, ?> object) {
                object.remove(name);
            }
        }
    }

    static Map<String, Object> object() {
        return new LinkedHashMap<>();
    }

    @Override
    public void charge(long units) {
        left -= units;
        if (left < 0) {
            throw new ExpressionException("U1001", "The expression takes more than "
                    + bounds.unitsMax() + " units of work and size");
        }
    }

    @Override
    public long millis() {
        return bounds.now().toEpochMilli();
    }

    @Override
    public RandomGenerator chance() {
        return bounds.chance();
    }

    @Override
    public @Nullable Object evaluate(String expression, @Nullable Object context) {
        ExpressionNode parsed;
        try {
            parsed = ExpressionParser.parse(expression);
        } catch (ExpressionException wrong) {
            throw new ExpressionException("D3120", "What $eval was given is no expression: " + wrong.getMessage());
        }
        Object over = context == null ? calledOver : context;
        if (over instanceof ValueList list && !list.sequence) {
            ValueList wrapper = ValueList.sequence(list);
            wrapper.outerWrapper = true;
            over = wrapper;
        }
        try {
            return evaluate(parsed, over, root);
        } catch (ExpressionException wrong) {
            if (wrong.code().startsWith("U")) {
                throw wrong;
            }
            throw new ExpressionException("D3121", "What $eval was given went wrong: " + wrong.getMessage());
        }
    }
}
