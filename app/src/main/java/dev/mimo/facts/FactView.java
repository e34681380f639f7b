package dev.mimo.facts;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The facts of a namespace seen from one viewpoint, in numbers of its terms; valid only while it is looked at. Every
/// question has a time limit, and is refused with `TimedOut` past it.
public interface FactView {
    /// Stands for whatever in a pattern.
    int ANY = -1;

    /// The number of what that name means; 0 when nothing has it. Nothing is made.
    int number(Term term);

    /// The terms of these numbers.
    Map<Integer, Term> terms(Collection<Integer> numbers);

    /// Shows each fact that fits, in an order of its own that is always the same; `ANY` fits anything.
    void match(int subject, int predicate, int object, MatchVisitor visitor);

    /// Shows each fact that touches one of the terms.
    ///
    /// @param predicate or `ANY`
    /// @param outward whether the terms are subjects, not objects
    void touching(List<Integer> terms, int predicate, boolean outward, MatchVisitor visitor);

    /// Facts by their rows, as matches tell them.
    Map<Long, Fact> facts(Collection<Long> rows);

    /// Rows of facts that are known, whenever they hold, in the order in which they were written.
    ///
    /// @param after row to begin behind; 0 for the first
    List<Long> rows(long after, int limit);

    /// The rules of the namespace.
    List<FactRule> rules();

    /// Looks at a fact.
    @FunctionalInterface
    interface MatchVisitor {
        /// @param row of the fact
        void visit(int subject, int predicate, int object, long row, double confidence);
    }
}
