package dev.mimo.facts.query;

import dev.mimo.facts.FactRule;
import dev.mimo.facts.FactView;
import dev.mimo.facts.StandardRules;
import dev.mimo.facts.Term;
import dev.mimo.facts.TermSyntax;
import dev.mimo.facts.reason.Rule;
import dev.mimo.facts.reason.RuleSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The terms of a view, and those that only rules name: nobody has used these yet, but what follows may.
public final class RuleNumbers {
    private static final int FIRST = Integer.MAX_VALUE;

    private final ToIntFunction<Term> known;
    private final @Nullable FactView view;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, Term> named = new HashMap<>();
    private final RuleSet rules;

    private RuleNumbers(List<FactRule> rules, ToIntFunction<Term> known, @Nullable FactView view) {
        this.known = known;
        this.view = view;
        List<Rule> compiled = rules.stream().map(this::compiled).toList();
        this.rules = RuleSet.of(compiled, made(TermSyntax.readPredicate(StandardRules.TYPE)));
    }

    /// Of the rules that a view has.
    public static RuleNumbers of(FactView view) {
        return new RuleNumbers(view.rules(), view::number, view);
    }

    /// Refuses rules that make no sense together, naming the first.
    ///
    /// @throws dev.mimo.refusal.RefusedException `Invalid`, or `TooLarge` when there are too many
    public static void check(List<FactRule> rules) {
        new RuleNumbers(rules, _ -> 0, null);
    }

    public RuleSet rules() {
        return rules;
    }

    /// 0 when neither a fact nor a rule names it.
    public int number(Term term) {
        int number = known.applyAsInt(term);
        return number == 0 ? numbers.getOrDefault(TermSyntax.name(term), 0) : number;
    }

    public Map<Integer, Term> terms(Collection<Integer> wanted) {
        Set<Integer> stored = new HashSet<>(wanted);
        stored.removeAll(named.keySet());
        Map<Integer, Term> found = new HashMap<>(view == null ? Map.of() : view.terms(stored));
        named.forEach((number, term) -> {
            if (wanted.contains(number)) {
                found.put(number, term);
            }
        });
        return found;
    }

    private Rule compiled(FactRule rule) {
        int predicate = made(rule.predicate());
        List<Integer> with = rule.with().stream().map(this::made).toList();
        return switch (rule.kind()) {
            case TRANSITIVE -> new Rule.Transitive(predicate);
            case SYMMETRIC -> new Rule.Symmetric(predicate);
            case INVERSE -> new Rule.Inverse(predicate, with.getFirst());
            case SUBPROPERTY -> new Rule.Subproperty(predicate, with.getFirst());
            case CHAIN -> new Rule.Chain(with, predicate);
            case DOMAIN -> new Rule.Domain(predicate, with.getFirst());
            case RANGE -> new Rule.Range(predicate, with.getFirst());
            case FUNCTIONAL -> new Rule.Functional(predicate);
            case DISJOINT -> new Rule.Disjoint(predicate, with.getFirst());
        };
    }

    private int made(Term term) {
        int number = number(term);
        if (number != 0) {
            return number;
        }
        int fresh = FIRST - numbers.size();
        numbers.put(TermSyntax.name(term), fresh);
        named.put(fresh, term);
        return fresh;
    }
}
