package dev.mimo.facts.reason;

import java.util.function.Consumer;

/// What is believed at one moment; time has been filtered already. It has to answer the same for as long as one
/// question takes.
@FunctionalInterface
public interface StatementSource {
    /// Stands for a position that is open.
    int ANY = -1;

    /// Gives each stored fact that fits, in any order. The taker may throw, and whoever gives lets it pass: that is how
    /// a question ends that has had enough.
    ///
    /// @param subject a term or [#ANY], as the others
    void match(int subject, int predicate, int object, Consumer<Premise> taker);
}
