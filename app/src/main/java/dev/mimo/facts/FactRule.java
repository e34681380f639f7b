package dev.mimo.facts;

import java.util.List;

/// A rule by which facts follow from others, or exclude each other.
///
/// @param predicate that the rule is about
/// @param with what else it names: see each kind
public record FactRule(RuleKind kind, Term predicate, List<Term> with) {
    public FactRule {
        with = List.copyOf(with);
    }

    /// What rules say.
    public enum RuleKind {
        /// x p y and y p z make x p z.
        TRANSITIVE(0, 0),
        /// x p y makes y p x.
        SYMMETRIC(0, 0),
        /// x p y makes y q x, and the other way round; `with` is q.
        INVERSE(1, 1),
        /// x p y makes x q y; `with` is q.
        SUBPROPERTY(1, 1),
        /// x p1 y and y p2 z make x p z; `with` is p1, p2 and so on.
        CHAIN(2, 8),
        /// x p y makes x an instance of t; `with` is t.
        DOMAIN(1, 1),
        /// x p y makes y an instance of t; `with` is t.
        RANGE(1, 1),
        /// x has one y at a time.
        FUNCTIONAL(0, 0),
        /// Nothing is an instance of both a and b; `with` is b.
        DISJOINT(1, 1);

        private final int withMin;
        private final int withMax;

        RuleKind(int withMin, int withMax) {
            this.withMin = withMin;
            this.withMax = withMax;
        }

        /// Whether `with` is a type, not a predicate.
        public boolean namesTypes() {
            return this == DOMAIN || this == RANGE || this == DISJOINT;
        }

        public int withMin() {
            return withMin;
        }

        public int withMax() {
            return withMax;
        }
    }

    /// A rule in plain names.
    public static FactRule of(RuleKind kind, String predicate, String... with) {
        return read(kind, predicate, List.of(with));
    }

    /// A rule of names as people write them.
    public static FactRule read(RuleKind kind, String predicate, List<String> with) {
        return new FactRule(kind,
                kind == RuleKind.DISJOINT ? TermSyntax.read(predicate) : TermSyntax.readPredicate(predicate),
                with.stream().map(kind.namesTypes() ? TermSyntax::read : TermSyntax::readPredicate).toList());
    }

    /// Whether `with` names as many as the kind wants.
    public boolean isWhole() {
        return with.size() >= kind.withMin() && with.size() <= kind.withMax();
    }
}
