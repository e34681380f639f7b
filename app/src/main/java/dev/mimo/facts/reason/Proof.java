package dev.mimo.facts.reason;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a statement is believed: a tree whose leaves are stored facts, without circles. Branches that are the same are
/// one object, so that it takes no more memory than it has [#steps()], however often these repeat in the tree. Two
/// proofs are equal if they are the same object, since a comparison by value walks whole trees.
public sealed interface Proof {
    Statement statement();

    /// From 0 to 1; of a step, that of its weakest premise.
    double confidence();

    /// In the order that the rule has them; empty for a stored fact.
    List<Proof> premises();

    /// A leaf: a stored fact says so.
    ///
    /// @param fact the caller's number of it
    record StoredFact(Statement statement, long fact, double confidence) implements Proof {
        @Override
        public List<Proof> premises() {
            return List.of();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return statement.hashCode();
        }
    }

    /// A rule says so of what its premises say.
    record RuleStep(Statement statement, double confidence, Rule rule, List<Proof> premises) implements Proof {
        public RuleStep {
            premises = List.copyOf(premises);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return statement.hashCode();
        }

        /// Without the premises, which would be the whole tree.
        @Override
        public String toString() {
            return "RuleStep[" + statement + ", " + confidence + ", " + rule + "]";
        }
    }

    /// All steps, each once, and after those that it stands on; the last is this one.
    default List<Proof> steps() {
        List<Proof> ordered = new ArrayList<>();
        IdentityHashMap<Proof, Boolean> opened = new IdentityHashMap<>();
        Deque<Proof> waiting = new ArrayDeque<>(List.of(this));
        while (!waiting.isEmpty()) {
            Proof current = waiting.element();
            Boolean isDone = opened.putIfAbsent(current, false);
            if (isDone == null) {
                current.premises().reversed().stream().filter(premise -> !opened.containsKey(premise))
                        .forEach(waiting::push);
                continue;
            }
            waiting.remove();
            if (!isDone) {
                opened.put(current, true);
                ordered.add(current);
            }
        }
        return ordered;
    }

    /// The stored facts that it stands on, each once.
    default List<StoredFact> facts() {
        return steps().stream().filter(StoredFact.class::isInstance).map(StoredFact.class::cast).toList();
    }
}
