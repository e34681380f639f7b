package dev.mimo.facts.reason;

import java.util.List;

/// A rule about predicates, as users list and edit them. None makes new terms, so that whatever rules there are
/// together, and however they call each other, what follows from a finite store is finite.
public sealed interface Rule {
    /// `x p y` and `y p z` give `x p z`.
    record Transitive(int predicate) implements Rule {}

    /// `x p y` gives `y p x`.
    record Symmetric(int predicate) implements Rule {}

    /// `x p y` gives `y q x`, and `x q y` gives `y p x`. Where only one of them is meant, name the inverse, and make it
    /// a sub-property of `q`.
    record Inverse(int predicate, int inverse) implements Rule {}

    /// `x p y` gives `x q y`.
    record Subproperty(int predicate, int broader) implements Rule {}

    /// `x0 p1 x1`, `x1 p2 x2` and so on to `xn` give `x0 q xn`.
    record Chain(List<Integer> steps, int conclusion) implements Rule {
        public Chain {
            steps = List.copyOf(steps);
        }
    }

    /// `x p y` gives that `x` is of the type.
    record Domain(int predicate, int type) implements Rule {}

    /// `x p y` gives that `y` is of the type.
    record Range(int predicate, int type) implements Rule {}

    /// A subject has one object at a time. Derives nothing: two objects are a conflict. What follows by transitivity
    /// alone does not count as an object: who reports to one person reports, in the end, to several.
    record Functional(int predicate) implements Rule {}

    /// Nothing is of both types; or, of two predicates, no two things stand in both relations. Derives nothing.
    record Disjoint(int one, int other) implements Rule {}
}
