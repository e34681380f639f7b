package dev.mimo.procedures.expression.tree;

import dev.mimo.procedures.expression.tree.ExpressionNode.Ancestor;
import dev.mimo.procedures.expression.tree.ExpressionNode.Grouping;
import dev.mimo.procedures.expression.tree.ExpressionNode.NodeForm;
import dev.mimo.procedures.expression.tree.ExpressionNode.NodeForm.Pair;
import dev.mimo.procedures.expression.tree.ExpressionNode.NodeForm.SortTerm;
import dev.mimo.procedures.expression.tree.ExpressionNode.NodeForm.Steps;
import dev.mimo.procedures.expression.tree.ExpressionNode.NodeForm.Unshaped;
import dev.mimo.procedures.expression.tree.ExpressionNode.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes paths of operators: `a.b[0]` is two steps of which the second has a filter, and a `%` among them finds the
/// step that it stands for.
final class PathShaper {
    private int labels;

    ExpressionNode shape(ExpressionNode node) {
        ExpressionNode shaped = switch (node.form) {
            case Unshaped raw -> shape(raw, node.position);
            case NodeForm.Name _ -> path(List.of(node), node.keepArray);
            case NodeForm.Parent _ -> new ExpressionNode(new NodeForm.Parent(new Ancestor("!" + labels++)),
                    node.position);
            case NodeForm.Binary(String operator, ExpressionNode left, ExpressionNode right) ->
                binary(operator, shape(left), shape(right), node);
            case NodeForm.Negation(ExpressionNode of) -> negation(shape(of), node);
            case NodeForm.ArrayOf(List<ExpressionNode> items) -> {
                List<ExpressionNode> parts = items.stream().map(this::shape).toList();
                yield with(node, new NodeForm.ArrayOf(parts), parts);
            }
            case NodeForm.ObjectOf(List<Pair> pairs) -> {
                List<Pair> parts = pairs.stream().map(this::pair).toList();
                ExpressionNode object = with(node, new NodeForm.ObjectOf(parts), List.of());
                parts.forEach(pair -> {
                    push(object, pair.key());
                    push(object, pair.value());
                });
                yield object;
            }
            case NodeForm.Block(List<ExpressionNode> expressions) -> block(expressions, node);
            case NodeForm.Conditional(ExpressionNode condition, ExpressionNode then, ExpressionNode otherwise) -> {
                ExpressionNode last = otherwise == null ? null : shape(otherwise);
                ExpressionNode first = shape(condition);
                ExpressionNode middle = shape(then);
                yield with(node, new NodeForm.Conditional(first, middle, last),
                        last == null ? List.of(first, middle) : List.of(first, middle, last));
            }
            case NodeForm.Elvis(ExpressionNode value, ExpressionNode otherwise, boolean onlyAbsent) -> {
                ExpressionNode first = shape(value);
                ExpressionNode last = shape(otherwise);
                yield with(node, new NodeForm.Elvis(first, last, onlyAbsent), List.of(first, last));
            }
            case NodeForm.Binding(String variable, ExpressionNode value) -> {
                ExpressionNode bound = shape(value);
                yield with(node, new NodeForm.Binding(variable, bound), List.of(bound));
            }
            default -> shapeFunction(node);
        };
        shaped.keepArray |= node.keepArray;
        if (node.keepArray && shaped.form instanceof Steps(List<ExpressionNode> steps, boolean[] _)) {
            steps.getLast().keepArray = true;
        }
        return shaped;
    }

    private ExpressionNode shapeFunction(ExpressionNode node) {
        return switch (node.form) {
            case NodeForm.Lambda(List<String> parameters, ExpressionNode body, String signature, boolean _) ->
                with(node, new NodeForm.Lambda(parameters, tail(shape(body)), signature, false), List.of());
            case NodeForm.Call(ExpressionNode function, List<ExpressionNode> arguments) -> {
                List<ExpressionNode> parts = arguments.stream().map(this::shape).toList();
                yield with(node, new NodeForm.Call(shape(function), parts), parts);
            }
            case NodeForm.Partial(ExpressionNode function, List<ExpressionNode> arguments) -> {
                List<ExpressionNode> parts = arguments.stream().map(this::shape).toList();
                yield with(node, new NodeForm.Partial(shape(function), parts), parts);
            }
            case NodeForm.Chain(ExpressionNode left, ExpressionNode right) -> {
                ExpressionNode first = shape(left);
                ExpressionNode second = shape(right);
                ExpressionNode chained = with(node, new NodeForm.Chain(first, second), List.of());
                chained.keepArray |= first.keepArray || second.keepArray
                        || (first.form instanceof Steps steps && steps.keeps());
                yield chained;
            }
            case NodeForm.Transform(ExpressionNode pattern, ExpressionNode update, ExpressionNode delete) ->
                with(node, new NodeForm.Transform(shape(pattern), shape(update),
                        delete == null ? null : shape(delete)), List.of());
            default -> node;
        };
    }

    private static ExpressionNode with(ExpressionNode node, NodeForm form, List<ExpressionNode> parts) {
        ExpressionNode made = new ExpressionNode(form, node.position);
        parts.forEach(part -> push(made, part));
        return made;
    }

    private Pair pair(Pair pair) {
        return new Pair(shape(pair.key()), shape(pair.value()));
    }

    private static ExpressionNode path(List<ExpressionNode> steps, boolean keepSingleton) {
        return new ExpressionNode(new Steps(new ArrayList<>(steps), new boolean[]{keepSingleton}),
                steps.getFirst().position);
    }

    private static ExpressionNode binary(String operator, ExpressionNode left, ExpressionNode right,
            ExpressionNode node) {
        return with(node, new NodeForm.Binary(operator, left, right), List.of(left, right));
    }

    private static ExpressionNode negation(ExpressionNode of, ExpressionNode node) {
        if (of.form instanceof NodeForm.Numeral(double value) && of.predicates.isEmpty()) {
            return new ExpressionNode(new NodeForm.Numeral(-value), of.position);
        }
        return with(node, new NodeForm.Negation(of), List.of(of));
    }

    private ExpressionNode block(List<ExpressionNode> expressions, ExpressionNode node) {
        List<ExpressionNode> parts = expressions.stream().map(this::shape).toList();
        ExpressionNode block = with(node, new NodeForm.Block(parts), parts);
        block.consArray = parts.stream().anyMatch(part -> part.consArray
                || (part.form instanceof Steps(List<ExpressionNode> steps, boolean[] _)
                        && steps.getFirst().consArray));
        return block;
    }

    /// The call that a function ends with is made after the function has ended, so that it may call itself for ever.
    private ExpressionNode tail(ExpressionNode body) {
        if (body.form instanceof NodeForm.Call && body.predicates.isEmpty()) {
            return new ExpressionNode(new NodeForm.Lambda(List.of(), body, null, true), body.position);
        }
        switch (body.form) {
            case NodeForm.Conditional(ExpressionNode condition, ExpressionNode then, ExpressionNode otherwise) ->
                body.form = new NodeForm.Conditional(condition, tail(then), otherwise == null ? null : tail(otherwise));
            case NodeForm.Block(List<ExpressionNode> expressions) when !expressions.isEmpty() -> {
                List<ExpressionNode> parts = new ArrayList<>(expressions);
                parts.addLast(tail(parts.removeLast()));
                body.form = new NodeForm.Block(parts);
            }
            default -> {
            }
        }
        return body;
    }

    private ExpressionNode shape(Unshaped raw, int position) {
        ExpressionNode left = shape(raw.left());
        return switch (raw.operator()) {
            case "." -> dotted(left, shape(Objects.requireNonNull(raw.right())));
            case "[" -> filtered(left, shape(Objects.requireNonNull(raw.right())));
            case "{" -> grouped(left, raw.pairs(), position);
            case "^" -> sorted(left, raw.terms(), position);
            case "@" -> focused(left, variable(raw.right()), position);
            default -> indexed(left, variable(raw.right()));
        };
    }

    private static String variable(@Nullable ExpressionNode node) {
        return ((NodeForm.Variable) Objects.requireNonNull(node).form).name();
    }

    private ExpressionNode dotted(ExpressionNode left, ExpressionNode right) {
        ExpressionNode path = left.form instanceof Steps ? left : path(List.of(left), false);
        if (left.form instanceof NodeForm.Parent(Ancestor slot)) {
            path.seeking.add(slot);
        }
        List<ExpressionNode> steps = steps(path);
        if (right.form instanceof Steps(List<ExpressionNode> more, boolean[] _)) {
            steps.addAll(more);
        } else {
            right.stages.addAll(right.predicates);
            right.predicates.clear();
            steps.add(right);
        }
        for (ExpressionNode step : steps) {
            switch (step.form) {
                case NodeForm.Numeral _,NodeForm.Constant _ ->
                    throw new ExpressionException("S0213", "A number, true, false or null is no step of a path",
                            step.position);
                case NodeForm.Text(String value) -> step.form = new NodeForm.Name(value);
                default -> {
                }
            }
        }
        Steps form = (Steps) path.form;
        form.keepSingleton()[0] |= steps.stream().anyMatch(step -> step.keepArray);
        markArray(steps.getFirst());
        markArray(steps.getLast());
        resolve(path);
        return path;
    }

    private static void markArray(ExpressionNode step) {
        step.consArray |= step.form instanceof NodeForm.ArrayOf;
    }

    private static List<ExpressionNode> steps(ExpressionNode path) {
        return ((Steps) path.form).steps();
    }

    private ExpressionNode filtered(ExpressionNode result, ExpressionNode predicate) {
        boolean isPath = result.form instanceof Steps;
        ExpressionNode step = isPath ? steps(result).getLast() : result;
        if (step.group != null || result.group != null) {
            throw new ExpressionException("S0209", "A filter cannot follow a grouping", predicate.position);
        }
        for (Ancestor slot : predicate.seeking) {
            if (slot.level == 1) {
                seek(step, slot);
            } else {
                slot.level--;
            }
        }
        if (!predicate.seeking.isEmpty()) {
            push(step, predicate);
        }
        (isPath ? step.stages : step.predicates).add(new Stage.Filter(predicate));
        return result;
    }

    private ExpressionNode grouped(ExpressionNode result, List<Pair> pairs, int position) {
        if (result.group != null) {
            throw new ExpressionException("S0210", "A step has one grouping only", position);
        }
        result.group = new Grouping(pairs.stream().map(this::pair).toList());
        return result;
    }

    private ExpressionNode sorted(ExpressionNode left, List<SortTerm> terms, int position) {
        ExpressionNode path = left.form instanceof Steps ? left : path(List.of(left), false);
        List<SortTerm> shaped = terms.stream().map(term -> new SortTerm(term.descending(), shape(term.by()))).toList();
        ExpressionNode step = new ExpressionNode(new NodeForm.Sorting(shaped), position);
        shaped.forEach(term -> push(step, term.by()));
        steps(path).add(step);
        resolve(path);
        return path;
    }

    private static ExpressionNode focused(ExpressionNode result, String variable, int position) {
        ExpressionNode step = result.form instanceof Steps ? steps(result).getLast() : result;
        if (!step.stages.isEmpty() || !step.predicates.isEmpty()) {
            throw new ExpressionException("S0215", "@ goes before the filters of a step", position);
        }
        if (step.form instanceof NodeForm.Sorting) {
            throw new ExpressionException("S0216", "@ goes before the order of a step", position);
        }
        step.focus = variable;
        step.tuple = true;
        return result;
    }

    private static ExpressionNode indexed(ExpressionNode left, String variable) {
        ExpressionNode path = left;
        ExpressionNode step = left;
        if (left.form instanceof Steps) {
            step = steps(left).getLast();
        } else {
            path = path(List.of(left), false);
            step.stages.addAll(step.predicates);
            step.predicates.clear();
        }
        if (step.stages.isEmpty()) {
            step.index = variable;
        } else {
            step.stages.add(new Stage.Position(variable));
        }
        step.tuple = true;
        return path;
    }

    /// Hands on what a part still seeks.
    private static void push(ExpressionNode whole, ExpressionNode part) {
        whole.seeking.addAll(part.seeking);
        if (part.form instanceof NodeForm.Parent(Ancestor slot)) {
            whole.seeking.add(slot);
        }
    }

    private void resolve(ExpressionNode path) {
        List<ExpressionNode> steps = steps(path);
        ExpressionNode last = steps.getLast();
        List<Ancestor> slots = new ArrayList<>(last.seeking);
        if (last.form instanceof NodeForm.Parent(Ancestor own)) {
            slots.add(own);
        }
        for (Ancestor slot : slots) {
            int index = steps.size() - 2;
            while (slot.level > 0) {
                if (index < 0) {
                    path.seeking.add(slot);
                    break;
                }
                ExpressionNode step = steps.get(index--);
                // several steps that bind their items stand at the same place
                while (index >= 0 && step.focus != null && steps.get(index).focus != null) {
                    step = steps.get(index--);
                }
                seek(step, slot);
            }
        }
    }

    private void seek(ExpressionNode node, Ancestor slot) {
        switch (node.form) {
            case NodeForm.Name _,NodeForm.Wildcard _ -> {
                slot.level--;
                if (slot.level == 0) {
                    if (node.ancestor == null) {
                        node.ancestor = slot;
                    } else {
                        // both stand for the same item
                        slot.label = node.ancestor.label;
                    }
                    node.tuple = true;
                }
            }
            case NodeForm.Parent _ -> slot.level++;
            case NodeForm.Block(List<ExpressionNode> expressions) when expressions.isEmpty() -> {
            }
            case NodeForm.Block(List<ExpressionNode> expressions) -> {
                node.tuple = true;
                seek(expressions.getLast(), slot);
            }
            case NodeForm.Steps(List<ExpressionNode> steps, boolean[] _) -> {
                node.tuple = true;
                int index = steps.size() - 1;
                seek(steps.get(index--), slot);
                while (slot.level > 0 && index >= 0) {
                    seek(steps.get(index--), slot);
                }
            }
            default -> throw new ExpressionException("S0217", "There is nothing that '%' could stand for",
                    node.position);
        }
    }
}
