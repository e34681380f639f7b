package dev.mimo.procedures.expression.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A part of an expression: what it is, and what stands after it. Built by the parser, unchanged afterwards.
public final class ExpressionNode {
    private static final int UNKNOWN = -1;

    public NodeForm form;
    public final int position;
    /// Filters after it, when it is no step of a path.
    public final List<Stage> predicates = new ArrayList<>();
    /// Filters and positions after it, when it is one.
    public final List<Stage> stages = new ArrayList<>();
    public @Nullable Grouping group;
    /// Whether its result stays an array when it holds one item.
    public boolean keepArray;
    /// Whether its array is an item of the path, and not a sequence.
    public boolean consArray;
    /// Whether its items carry bindings along.
    public boolean tuple;
    public @Nullable String focus;
    public @Nullable String index;
    public @Nullable Ancestor ancestor;
    final List<Ancestor> seeking = new ArrayList<>();

    ExpressionNode(NodeForm form, int position) {
        this.form = form;
        this.position = position;
    }

    ExpressionNode(NodeForm form) {
        this(form, UNKNOWN);
    }

    /// What stands in brackets or after `#` behind a step.
    public sealed interface Stage {
        record Filter(ExpressionNode predicate) implements Stage {}

        record Position(String variable) implements Stage {}
    }

    /// `{key: value}` behind an expression.
    public record Grouping(List<NodeForm.Pair> pairs) {}

    /// The item that `%` stands for, some steps up.
    public static final class Ancestor {
        public String label;
        int level = 1;

        Ancestor(String label) {
            this.label = label;
        }
    }

    /// What an expression is.
    public sealed interface NodeForm {
        record Text(String value) implements NodeForm {}

        record Numeral(double value) implements NodeForm {}

        /// `true`, `false` and `null`.
        record Constant(Object value) implements NodeForm {}

        record Name(String value) implements NodeForm {}

        /// @param name without its dollar sign; empty for the context, `$` for the root
        record Variable(String name) implements NodeForm {}

        record Wildcard() implements NodeForm {}

        record Descendants() implements NodeForm {}

        record Parent(Ancestor slot) implements NodeForm {}

        record Regex(Pattern pattern) implements NodeForm {}

        /// `?` in the place of an argument.
        record Placeholder() implements NodeForm {}

        record Steps(List<ExpressionNode> steps, boolean[] keepSingleton) implements NodeForm {
            public boolean keeps() {
                return keepSingleton[0];
            }
        }

        record Binary(String operator, ExpressionNode left, ExpressionNode right) implements NodeForm {}

        record Negation(ExpressionNode of) implements NodeForm {}

        record ArrayOf(List<ExpressionNode> items) implements NodeForm {}

        record ObjectOf(List<Pair> pairs) implements NodeForm {}

        record Block(List<ExpressionNode> expressions) implements NodeForm {}

        record Conditional(ExpressionNode condition, ExpressionNode then, @Nullable ExpressionNode otherwise)
                implements
                    NodeForm {}

        record Elvis(ExpressionNode value, ExpressionNode otherwise, boolean onlyAbsent) implements NodeForm {}

        record Binding(String variable, ExpressionNode value) implements NodeForm {}

        record Lambda(List<String> parameters, ExpressionNode body, @Nullable String signature, boolean thunk)
                implements
                    NodeForm {}

        record Call(ExpressionNode function, List<ExpressionNode> arguments) implements NodeForm {}

        record Partial(ExpressionNode function, List<ExpressionNode> arguments) implements NodeForm {}

        record Chain(ExpressionNode left, ExpressionNode right) implements NodeForm {}

        record Transform(ExpressionNode pattern, ExpressionNode update, @Nullable ExpressionNode delete)
                implements
                    NodeForm {}

        record Sorting(List<SortTerm> terms) implements NodeForm {}

        record Pair(ExpressionNode key, ExpressionNode value) {}

        record SortTerm(boolean descending, ExpressionNode by) {}

        /// Only between the parser's two passes: what has yet to become steps, filters, groups and so on.
        record Unshaped(String operator, ExpressionNode left, @Nullable ExpressionNode right, List<Pair> pairs,
                List<SortTerm> terms) implements NodeForm {}
    }
}
