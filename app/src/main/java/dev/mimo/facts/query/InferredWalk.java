package dev.mimo.facts.query;

import dev.mimo.facts.FactView;
import dev.mimo.facts.Term;
import dev.mimo.facts.query.GraphWalk.Way;
import dev.mimo.facts.query.ProofTree.ProofNode;
import dev.mimo.facts.reason.Proof.StoredFact;
import dev.mimo.facts.reason.ReasonedStatement;
import dev.mimo.refusal.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Ways and proofs along what follows from facts, as well as along facts.
public final class InferredWalk {
    private final FactView view;
    private final RuleNumbers numbers;
    private final FactReasoning reasoning;

    public InferredWalk(FactView view) {
        this.view = view;
        numbers = RuleNumbers.of(view);
        reasoning = new FactReasoning(view, numbers.rules());
    }

    /// 0 when neither a fact nor a rule names it.
    public int number(Term term) {
        return numbers.number(term);
    }

    public Map<Integer, Term> terms(List<Integer> wanted) {
        return numbers.terms(wanted);
    }

    /// The best proof of a statement; absent when it does not hold.
    public @Nullable ProofNode explain(Term subject, Term predicate, Term object) {
        int s = number(subject);
        int p = number(predicate);
        int o = number(object);
        ReasonedStatement found = s == 0 || p == 0 || o == 0 ? null : reasoning.prove(s, p, o);
        return found == null ? null : ProofTree.of(view, numbers, found.proof());
    }

    private record Step(int from, int predicate) {}

    /// A shortest way; its rows are those of all facts that it stands on.
    ///
    /// @param visitedMax most terms to visit
    public @Nullable Way path(int from, int to, int predicate, int hopsMax, int visitedMax) {
        Map<Integer, Step> steps = new HashMap<>(Map.of(from, new Step(from, 0)));
        List<Integer> frontier = List.of(from);
        for (int hops = 0; hops < hopsMax && !frontier.isEmpty() && !steps.containsKey(to); hops++) {
            List<Integer> next = new ArrayList<>();
            for (int term : frontier) {
                reasoning.match(term, predicate, FactView.ANY, (_, by, object, _, _) -> {
                    if (steps.putIfAbsent(object, new Step(term, by)) == null) {
                        next.add(object);
                    }
                });
                if (steps.size() > visitedMax) {
                    throw Refusal.tooLarge("max_depth", "would visit more than " + visitedMax + " entities",
                            "Ask for a shorter path, or name the predicate to go along.");
                }
            }
            frontier = next;
        }
        return steps.containsKey(to) ? way(steps, from, to) : null;
    }

    private Way way(Map<Integer, Step> steps, int from, int to) {
        List<Integer> terms = new ArrayList<>(List.of(to));
        Set<Long> rows = new LinkedHashSet<>();
        List<List<Long>> supports = new ArrayList<>();
        for (int at = to; at != from; at = terms.getFirst()) {
            Step step = Objects.requireNonNull(steps.get(at));
            ReasonedStatement found = Objects.requireNonNull(reasoning.prove(step.from(), step.predicate(), at));
            supports.addFirst(found.proof().facts().stream().map(StoredFact::fact).toList());
            terms.addFirst(step.from());
        }
        supports.forEach(rows::addAll);
        return new Way(terms, List.copyOf(rows));
    }
}
