package dev.mimo.facts.query;

import dev.mimo.facts.Term;
import java.util.List;

/// A pattern of a fact.
public record Clause(Slot subject, Slot predicate, Slot object) {
    /// One position of a pattern.
    public sealed interface Slot {
        /// Whatever stands there, by that name.
        record Variable(String name) implements Slot {}

        /// Only this.
        record Constant(Term term) implements Slot {}
    }

    public List<Slot> slots() {
        return List.of(subject, predicate, object);
    }
}
