package dev.mimo.facts.reason;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds what a statement brings into conflict, stored already or not yet: pairs of which one does not hold without
/// it. Looks at its own two terms only: at their objects of functional predicates, their types, and the relations
/// between them.
///
/// For one thread, and for as long as its source stays as it is.
public final class ConflictFinder {
    private static final int ANY = StatementSource.ANY;

    private final RuleSet rules;
    private final StatementSource source;
    private final ReasonLimits limits;

    public ConflictFinder(RuleSet rules, StatementSource source, ReasonLimits limits) {
        this.rules = rules;
        this.source = source;
        this.limits = limits;
    }

    /// With what follows from it and from the others: that it holds of a broader predicate too, gives a type, or is
    /// another's inverse. What is beyond the limits is not looked at.
    ///
    /// @throws dev.mimo.refusal.RefusedException when the time is up
    public List<StatementConflict> find(Premise added) {
        return new Comparison(rules, added).conflicts();
    }

    /// As things are stored, without any consequences.
    ///
    /// @throws dev.mimo.refusal.RefusedException when the time is up
    public List<StatementConflict> findStored(Premise added) {
        List<Rule> detecting = new ArrayList<>(rules.functional());
        detecting.addAll(rules.disjoint());
        return new Comparison(RuleSet.of(detecting, rules.typePredicate()), added).conflicts();
    }

    /// What holds with the statement, beside what holds without it.
    private final class Comparison {
        private final RuleSet applied;
        private final Statement added;
        private final Set<Integer> ends;
        private final QueryReasoner with;
        private final QueryReasoner without;
        private final List<StatementConflict> found = new ArrayList<>();

        Comparison(RuleSet applied, Premise premise) {
            this.applied = applied;
            this.added = premise.statement();
            this.ends = new LinkedHashSet<>(List.of(added.subject(), added.object()));
            StatementSource others = (subject, predicate, object, taker) -> source.match(subject, predicate, object,
                    each -> {
                        if (!each.statement().equals(added)) {
                            taker.accept(each);
                        }
                    });
            this.without = new QueryReasoner(applied, others, limits);
            this.with = new QueryReasoner(applied, (subject, predicate, object, taker) -> {
                if (isOpenOr(subject, added.subject()) && isOpenOr(predicate, added.predicate())
                        && isOpenOr(object, added.object())) {
                    taker.accept(premise);
                }
                others.match(subject, predicate, object, taker);
            }, limits);
        }

        private static boolean isOpenOr(int asked, int term) {
            return asked == ANY || asked == term;
        }

        List<StatementConflict> conflicts() {
            for (Rule.Functional rule : applied.functional()) {
                if (isConcerned(rule.predicate())) {
                    ends.forEach(end -> findSeveral(rule, end));
                }
            }
            int type = applied.typePredicate();
            for (Rule.Disjoint rule : applied.disjoint()) {
                if (type != RuleSet.NO_TYPE && isConcerned(type)) {
                    ends.forEach(end -> findBoth(rule, new Statement(end, type, rule.one()),
                            new Statement(end, type, rule.other())));
                }
                if (isConcerned(rule.one()) || isConcerned(rule.other())) {
                    findRelations(rule);
                }
            }
            return List.copyOf(found);
        }

        private boolean isConcerned(int predicate) {
            return applied.dependencies(predicate).contains(added.predicate());
        }

        private void findSeveral(Rule.Functional rule, int subject) {
            List<ReasonedStatement> all = with.matchEdges(subject, rule.predicate(), ANY).rows();
            Set<Statement> old = new HashSet<>();
            without.matchEdges(subject, rule.predicate(), ANY).rows().forEach(row -> old.add(row.statement()));
            for (int i = 0; i < all.size(); i++) {
                for (int j = i + 1; j < all.size(); j++) {
                    addIfNew(rule, all.get(i), !old.contains(all.get(i).statement()), all.get(j),
                            !old.contains(all.get(j).statement()));
                }
            }
        }

        private void findRelations(Rule.Disjoint rule) {
            int subject = added.subject();
            int object = added.object();
            findBoth(rule, new Statement(subject, rule.one(), object), new Statement(subject, rule.other(), object));
            if (subject != object) {
                findBoth(rule, new Statement(object, rule.one(), subject),
                        new Statement(object, rule.other(), subject));
            }
        }

        private void findBoth(Rule.Disjoint rule, Statement one, Statement other) {
            @Nullable
            ReasonedStatement first = with.prove(one);
            @Nullable
            ReasonedStatement second = first == null ? null : with.prove(other);
            if (first != null && second != null) {
                addIfNew(rule, first, without.prove(one) == null, second, without.prove(other) == null);
            }
        }

        private void addIfNew(Rule rule, ReasonedStatement one, boolean oneIsNew, ReasonedStatement other,
                boolean otherIsNew) {
            if (oneIsNew) {
                found.add(new StatementConflict(rule, one, other));
            } else if (otherIsNew) {
                found.add(new StatementConflict(rule, other, one));
            }
        }
    }
}
