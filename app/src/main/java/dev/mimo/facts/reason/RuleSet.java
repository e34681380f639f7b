package dev.mimo.facts.reason;

import dev.mimo.refusal.Refusal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The rules of one namespace, checked and made ready to run. Immutable.
public final class RuleSet {
    /// How many rules there may be.
    public static final int RULES_MAX = 1000;
    /// How many steps a chain may have.
    public static final int CHAIN_STEPS_MAX = 8;
    /// Where no predicate says what type a thing is of.
    public static final int NO_TYPE = StatementSource.ANY;

    private final List<Rule> rules;
    private final int typePredicate;
    private final RuleProgram program;

    private RuleSet(List<Rule> rules, int typePredicate) {
        this.rules = rules;
        this.typePredicate = typePredicate;
        this.program = new RuleProgram(rules, typePredicate);
    }

    /// @param typePredicate what `is_a` or `rdf:type` is in the dictionary, or [#NO_TYPE]
    /// @throws dev.mimo.refusal.RefusedException where there are too many rules, one of them makes no sense, is there
    ///     already, or goes against another; it says which, counted from 0
    public static RuleSet of(List<Rule> rules, int typePredicate) {
        if (rules.size() > RULES_MAX) {
            throw Refusal.tooLarge("rules", "has " + rules.size() + " rules, more than " + RULES_MAX,
                    "Leave rules out.");
        }
        List<Rule> copy = List.copyOf(rules);
        new RuleCheck(copy, typePredicate).check();
        return new RuleSet(copy, typePredicate);
    }

    public List<Rule> rules() {
        return rules;
    }

    public int typePredicate() {
        return typePredicate;
    }

    /// Whether the predicate has one object at a time, by a rule that names it.
    public boolean isFunctional(int predicate) {
        return rules.contains(new Rule.Functional(predicate));
    }

    public List<Rule.Functional> functional() {
        return rules.stream().filter(Rule.Functional.class::isInstance).map(Rule.Functional.class::cast).toList();
    }

    public List<Rule.Disjoint> disjoint() {
        return rules.stream().filter(Rule.Disjoint.class::isInstance).map(Rule.Disjoint.class::cast).toList();
    }

    /// Whether any rule gives statements of the predicate: if not, what is stored is all there is.
    public boolean derives(int predicate) {
        return program.publicHeads().contains(predicate);
    }

    /// The predicates that rules give.
    public Set<Integer> derived() {
        return program.publicHeads();
    }

    /// The predicates whose stored facts may have a part in an answer about this one, which is among them.
    public Set<Integer> dependencies(int predicate) {
        Set<Integer> seen = new TreeSet<>();
        Deque<Integer> waiting = new ArrayDeque<>(List.of(predicate));
        Set<Integer> stored = new TreeSet<>(Set.of(predicate));
        while (!waiting.isEmpty()) {
            int current = waiting.remove();
            if (!seen.add(current)) {
                continue;
            }
            if (program.storedIn(current) != RuleProgram.NONE) {
                stored.add(program.storedIn(current));
            }
            for (HornRule rule : program.withHead(current)) {
                waiting.add(rule.first());
                if (rule.shape() == HornRule.Shape.JOINED) {
                    waiting.add(rule.second());
                }
            }
        }
        return stored;
    }

    RuleProgram program() {
        return program;
    }
}
