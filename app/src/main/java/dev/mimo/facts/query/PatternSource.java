package dev.mimo.facts.query;

/// Whatever answers single patterns: the facts as they are stored, or with what follows from them.
@FunctionalInterface
public interface PatternSource {
    /// Shows each statement that fits; `FactView.ANY` fits anything. The same one may be shown several times.
    void match(int subject, int predicate, int object, StatementVisitor visitor);

    /// Looks at a statement.
    @FunctionalInterface
    interface StatementVisitor {
        /// @param derived whether it follows from facts, and is none itself
        void visit(int subject, int predicate, int object, double confidence, boolean derived);
    }
}
