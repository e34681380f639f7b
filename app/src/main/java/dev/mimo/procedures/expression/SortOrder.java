package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.tree.ExpressionException;
import dev.mimo.procedures.expression.tree.ExpressionNode.NodeForm.SortTerm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The order that `^( … )` puts items in; what has no value for a term goes last.
record SortOrder(ExpressionEvaluator evaluator, List<SortTerm> terms, ExpressionScope scope) {

    ValueList sorted(ValueList items) {
        ValueList sorted = new ValueList(items);
        sorted.sequence = items.sequence;
        sorted.tuples = items.tuples;
        sorted.sort(this::compare);
        return sorted;
    }

    private int compare(Object first, Object second) {
        for (SortTerm term : terms) {
            Object a = value(term, first);
            Object b = value(term, second);
            if (a == null || b == null) {
                if (a != b) {
                    return a == null ? 1 : -1;
                }
                continue;
            }
            boolean numbers = a instanceof Number && b instanceof Number;
            boolean texts = a instanceof String && b instanceof String;
            if (!numbers && !texts) {
                boolean sortable = (a instanceof Number || a instanceof String)
                        && (b instanceof Number || b instanceof String);
                throw sortable
                        ? new ExpressionException("T2007", "Numbers and texts cannot be put in one order")
                        : new ExpressionException("T2008", "Only numbers and texts can be put in order");
            }
            int order = numbers
                    ? Double.compare(((Number) a).doubleValue(), ((Number) b).doubleValue())
                    : ((String) a).compareTo((String) b);
            if (order != 0) {
                return term.descending() ? -order : order;
            }
        }
        return 0;
    }

    private @Nullable Object value(SortTerm term, Object of) {
        return of instanceof TupleItem tuple
                ? evaluator.evaluate(term.by(), tuple.item(), ExpressionScope.of(scope, tuple))
                : evaluator.evaluate(term.by(), of, scope);
    }
}
