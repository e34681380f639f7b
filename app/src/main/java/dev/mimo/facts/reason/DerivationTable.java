package dev.mimo.facts.reason;

import dev.mimo.facts.reason.graph.StatementIndex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The first derivation of each statement that a question settled. Premises are settled before what they give, so that
/// no proof has a circle; and the surest are settled first, so that no later one is surer.
final class DerivationTable {
    static final int NONE = StatementIndex.ABSENT;

    private static final int FIRST_CAPACITY = 16;

    private final RuleProgram program;
    private final StatementIndex index = new StatementIndex();
    private @Nullable SettleCandidate[] derivations = new @Nullable SettleCandidate[FIRST_CAPACITY];

    DerivationTable(RuleProgram program) {
        this.program = program;
    }

    int find(int subject, int predicate, int object) {
        return index.find(subject, predicate, object);
    }

    /// @return its number, as before where it has been settled already
    int settle(SettleCandidate candidate) {
        int known = index.find(candidate.subject(), candidate.predicate(), candidate.object());
        if (known != NONE) {
            return known;
        }
        int number = index.add(candidate.subject(), candidate.predicate(), candidate.object());
        if (number == derivations.length) {
            derivations = Arrays.copyOf(derivations, 2 * number);
        }
        derivations[number] = candidate;
        return number;
    }

    int subject(int number) {
        return index.subject(number);
    }

    int object(int number) {
        return index.object(number);
    }

    double confidence(int number) {
        return derivation(number).confidence();
    }

    int height(int number) {
        return derivation(number).height();
    }

    Statement statement(int number) {
        return new Statement(index.subject(number), program.publicName(index.predicate(number)), index.object(number));
    }

    boolean isDerived(int number) {
        return derivation(visible(number)).rule() != null;
    }

    /// Without recursion, as proofs can be high.
    Proof proof(int number) {
        Map<Integer, Proof> made = new HashMap<>();
        int root = visible(number);
        Deque<Integer> waiting = new ArrayDeque<>(List.of(root));
        while (!waiting.isEmpty()) {
            int current = waiting.element();
            List<Integer> premises = premises(current);
            List<Integer> missing = premises.stream().filter(premise -> !made.containsKey(premise)).toList();
            if (missing.isEmpty()) {
                waiting.remove();
                made.computeIfAbsent(current, _ -> step(current, premises.stream()
                        .map(premise -> Objects.requireNonNull(made.get(premise))).toList()));
            } else {
                missing.forEach(waiting::push);
            }
        }
        return Objects.requireNonNull(made.get(root));
    }

    private Proof step(int number, List<Proof> premises) {
        SettleCandidate derivation = derivation(number);
        HornRule rule = derivation.rule();
        return rule == null
                ? new Proof.StoredFact(statement(number), derivation.fact(), derivation.confidence())
                : new Proof.RuleStep(statement(number), derivation.confidence(),
                        Objects.requireNonNull(rule.origin()), premises);
    }

    /// What a reader sees as its premises: internal steps are looked through, the beginnings of a chain drawn together.
    private List<Integer> premises(int number) {
        SettleCandidate derivation = derivation(number);
        if (derivation.rule() == null) {
            return List.of();
        }
        List<Integer> found = new ArrayList<>();
        while (derivation.second() != NONE) {
            found.add(visible(derivation.second()));
            int first = visible(derivation.first());
            if (program.publicName(index.predicate(first)) != RuleProgram.NONE) {
                found.add(first);
                Collections.reverse(found);
                return found;
            }
            derivation = derivation(first);
        }
        return List.of(visible(derivation.first()));
    }

    /// Through the copies of edges into what they are edges of.
    private int visible(int number) {
        int current = number;
        HornRule rule = derivation(current).rule();
        while (rule != null && rule.origin() == null && rule.shape() == HornRule.Shape.SAME) {
            current = derivation(current).first();
            rule = derivation(current).rule();
        }
        return current;
    }

    private SettleCandidate derivation(int number) {
        return Objects.requireNonNull(derivations[number]);
    }
}
