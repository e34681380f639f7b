package dev.mimo.facts.reason;

import org.jspecify.annotations.Nullable;

/// A rule as it is run: one head, one premise or two. Predicates below [StatementSource#ANY] are internal; see
/// [RuleProgram].
///
/// @param second of [Shape#JOINED] only
/// @param type of the two shapes that give a type only
/// @param origin the rule that a proof names; null for a step that is no step to a reader
record HornRule(Shape shape, int head, int first, int second, int type, @Nullable Rule origin) {
    /// How the head's terms come from the premises'.
    enum Shape {
        /// `x head y` from `x first y`
        SAME,
        /// `x head y` from `y first x`
        SWAPPED,
        /// `x head z` from `x first y` and `y second z`
        JOINED,
        /// `x head type` from `x first y`
        SUBJECT_TYPE,
        /// `y head type` from `x first y`
        OBJECT_TYPE
    }

    static HornRule same(int head, int body, @Nullable Rule origin) {
        return new HornRule(Shape.SAME, head, body, StatementSource.ANY, StatementSource.ANY, origin);
    }

    static HornRule swapped(int head, int body, Rule origin) {
        return new HornRule(Shape.SWAPPED, head, body, StatementSource.ANY, StatementSource.ANY, origin);
    }

    static HornRule joined(int head, int first, int second, @Nullable Rule origin) {
        return new HornRule(Shape.JOINED, head, first, second, StatementSource.ANY, origin);
    }

    static HornRule subjectType(int head, int body, int type, Rule origin) {
        return new HornRule(Shape.SUBJECT_TYPE, head, body, StatementSource.ANY, type, origin);
    }

    static HornRule objectType(int head, int body, int type, Rule origin) {
        return new HornRule(Shape.OBJECT_TYPE, head, body, StatementSource.ANY, type, origin);
    }

    /// Whether it appends one more step to what its own head holds already, as transitivity does.
    boolean extendsHead() {
        return shape == Shape.JOINED && first == head && origin instanceof Rule.Transitive;
    }
}
