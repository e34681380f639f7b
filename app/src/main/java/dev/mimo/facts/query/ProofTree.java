package dev.mimo.facts.query;

import dev.mimo.facts.Fact;
import dev.mimo.facts.FactRule;
import dev.mimo.facts.FactRule.RuleKind;
import dev.mimo.facts.FactView;
import dev.mimo.facts.Term;
import dev.mimo.facts.reason.Proof;
import dev.mimo.facts.reason.Proof.RuleStep;
import dev.mimo.facts.reason.Proof.StoredFact;
import dev.mimo.facts.reason.Rule;
import dev.mimo.facts.reason.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes a proof in terms of one in numbers. A way along a transitive predicate is one step with all its parts, not a
/// step for each.
public final class ProofTree {
    /// Deeper proofs are told so far.
    private static final int DEPTH_MAX = 24;

    private final Map<Integer, Term> terms;
    private final Map<Long, Fact> facts;

    private ProofTree(Map<Integer, Term> terms, Map<Long, Fact> facts) {
        this.terms = terms;
        this.facts = facts;
    }

    /// A step of a proof.
    ///
    /// @param fact that says so; absent where a rule does
    /// @param rule that says so; absent where a fact does
    /// @param confidence that of the fact, or of the least sure premise
    /// @param premises in the order of the rule
    /// @param cut whether the premises are left out because the proof is too deep
    public record ProofNode(Term subject, Term predicate, Term object, @Nullable Fact fact, @Nullable FactRule rule,
            double confidence, List<ProofNode> premises, boolean cut) {}

    static ProofNode of(FactView view, RuleNumbers numbers, Proof proof) {
        Set<Integer> used = new HashSet<>();
        for (Proof step : proof.steps()) {
            Statement says = step.statement();
            used.addAll(List.of(says.subject(), says.predicate(), says.object()));
            if (step instanceof RuleStep rule) {
                used.addAll(named(rule.rule()));
            }
        }
        List<Long> rows = proof.facts().stream().map(StoredFact::fact).distinct().toList();
        return new ProofTree(numbers.terms(used), view.facts(rows)).node(proof, 0);
    }

    private ProofNode node(Proof proof, int depth) {
        Statement says = proof.statement();
        Term subject = term(says.subject());
        Term predicate = term(says.predicate());
        Term object = term(says.object());
        return switch (proof) {
            case StoredFact stored -> new ProofNode(subject, predicate, object, facts.get(stored.fact()), null,
                    stored.confidence(), List.of(), false);
            case RuleStep step -> {
                boolean cut = depth == DEPTH_MAX;
                yield new ProofNode(subject, predicate, object, null, rule(step.rule()), step.confidence(),
                        cut ? List.of() : parts(step).stream().map(each -> node(each, depth + 1)).toList(), cut);
            }
        };
    }

    /// The premises; of a transitive step whose premises are such steps, theirs.
    private static List<Proof> parts(RuleStep step) {
        if (!(step.rule() instanceof Rule.Transitive)) {
            return step.premises();
        }
        List<Proof> parts = new ArrayList<>();
        List<Proof> open = new ArrayList<>(step.premises().reversed());
        while (!open.isEmpty()) {
            Proof next = open.removeLast();
            if (next instanceof RuleStep inner && inner.rule().equals(step.rule())) {
                open.addAll(inner.premises().reversed());
            } else {
                parts.add(next);
            }
        }
        return parts;
    }

    private FactRule rule(Rule rule) {
        return switch (rule) {
            case Rule.Transitive(int predicate) -> rule(RuleKind.TRANSITIVE, predicate);
            case Rule.Symmetric(int predicate) -> rule(RuleKind.SYMMETRIC, predicate);
            case Rule.Inverse(int predicate, int inverse) -> rule(RuleKind.INVERSE, predicate, inverse);
            case Rule.Subproperty(int predicate, int broader) -> rule(RuleKind.SUBPROPERTY, predicate, broader);
            case Rule.Chain(List<Integer> steps, int conclusion) -> new FactRule(RuleKind.CHAIN, term(conclusion),
                    steps.stream().map(this::term).toList());
            case Rule.Domain(int predicate, int type) -> rule(RuleKind.DOMAIN, predicate, type);
            case Rule.Range(int predicate, int type) -> rule(RuleKind.RANGE, predicate, type);
            case Rule.Functional(int predicate) -> rule(RuleKind.FUNCTIONAL, predicate);
            case Rule.Disjoint(int one, int other) -> rule(RuleKind.DISJOINT, one, other);
        };
    }

    private FactRule rule(RuleKind kind, int predicate, int... with) {
        List<Term> others = new ArrayList<>();
        for (int each : with) {
            others.add(term(each));
        }
        return new FactRule(kind, term(predicate), others);
    }

    private static List<Integer> named(Rule rule) {
        return switch (rule) {
            case Rule.Transitive(int predicate) -> List.of(predicate);
            case Rule.Symmetric(int predicate) -> List.of(predicate);
            case Rule.Inverse(int predicate, int inverse) -> List.of(predicate, inverse);
            case Rule.Subproperty(int predicate, int broader) -> List.of(predicate, broader);
            case Rule.Chain(List<Integer> steps, int conclusion) -> {
                List<Integer> all = new ArrayList<>(steps);
                all.add(conclusion);
                yield all;
            }
            case Rule.Domain(int predicate, int type) -> List.of(predicate, type);
            case Rule.Range(int predicate, int type) -> List.of(predicate, type);
            case Rule.Functional(int predicate) -> List.of(predicate);
            case Rule.Disjoint(int one, int other) -> List.of(one, other);
        };
    }

    private Term term(int number) {
        return Objects.requireNonNull(terms.get(number), "every step names known terms");
    }
}
