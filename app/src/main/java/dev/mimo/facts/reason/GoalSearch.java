package dev.mimo.facts.reason;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/// The search behind [QueryReasoner]: from a goal to the rules that give it, to goals of their own, to stored facts.
///
/// A goal has one table for all who ask it. What has been derived waits in one queue, the surest first: a rule gives
/// nothing surer than its weakest premise, so that what is settled first is settled at its best, as in a search for the
/// widest path, and everything is settled once. A goal that is found late, because of a premise that is less sure, can
/// give surer answers; but what stands on both is no surer than that premise, so that nothing settled was settled too
/// early.
final class GoalSearch {
    private static final int ANY = StatementSource.ANY;

    private final RuleProgram program;
    private final StatementSource source;
    private final ReasonBudget budget;
    private final double confidenceMin;
    /// Where a goal with both ends given is begun.
    private final boolean fromObject;

    private final Map<GoalTable.GoalPattern, GoalTable> goals = new HashMap<>();
    private final Deque<GoalTable> unopened = new ArrayDeque<>();
    private final PriorityQueue<SettleCandidate> queue = new PriorityQueue<>(SettleCandidate.BEST_FIRST);
    private final DerivationTable derivations;

    GoalSearch(RuleProgram program, StatementSource source, ReasonBudget budget, double confidenceMin,
            boolean fromObject) {
        this.program = program;
        this.source = source;
        this.budget = budget;
        this.confidenceMin = confidenceMin;
        this.fromObject = fromObject;
        this.derivations = new DerivationTable(program);
    }

    DerivationTable derivations() {
        return derivations;
    }

    /// Opens one goal or settles one statement.
    ///
    /// @return false if nothing is left to do
    boolean advance() {
        if (!unopened.isEmpty()) {
            open(unopened.remove());
            return true;
        }
        SettleCandidate best = queue.poll();
        if (best == null) {
            return false;
        }
        best.goal().add(derivations.settle(best));
        return true;
    }

    /// The goal's table, which is filled by and by.
    GoalTable goal(int subject, int predicate, int object) {
        GoalTable.GoalPattern pattern = new GoalTable.GoalPattern(subject, predicate, object);
        GoalTable known = goals.get(pattern);
        if (known != null) {
            return known;
        }
        budget.countStep();
        GoalTable made = new GoalTable(pattern);
        goals.put(pattern, made);
        unopened.add(made);
        return made;
    }

    private void open(GoalTable goal) {
        int subject = goal.subject();
        int object = goal.object();
        if (program.isClosure(goal.predicate()) && goal.isClosed()) {
            openBetween(goal);
            return;
        }
        int stored = program.storedIn(goal.predicate());
        if (stored != RuleProgram.NONE) {
            source.match(subject, stored, object, premise -> offerStored(goal, premise));
        }
        for (HornRule rule : program.withHead(goal.predicate())) {
            open(goal, rule);
        }
    }

    /// One search from one end answers for every other end.
    private void openBetween(GoalTable goal) {
        if (fromObject) {
            goal(ANY, goal.predicate(), goal.object()).subscribe(number -> {
                if (derivations.subject(number) == goal.subject()) {
                    goal.add(number);
                }
            });
        } else {
            goal(goal.subject(), goal.predicate(), ANY).subscribe(number -> {
                if (derivations.object(number) == goal.object()) {
                    goal.add(number);
                }
            });
        }
    }

    private void open(GoalTable goal, HornRule rule) {
        int subject = goal.subject();
        int object = goal.object();
        switch (rule.shape()) {
            case SAME -> goal(subject, rule.first(), object).subscribe(number -> offer(goal, rule,
                    derivations.subject(number), derivations.object(number), number));
            case SWAPPED -> goal(object, rule.first(), subject).subscribe(number -> offer(goal, rule,
                    derivations.object(number), derivations.subject(number), number));
            case SUBJECT_TYPE -> {
                if (object == ANY || object == rule.type()) {
                    goal(subject, rule.first(), ANY).subscribe(number -> offer(goal, rule,
                            derivations.subject(number), rule.type(), number));
                }
            }
            case OBJECT_TYPE -> {
                if (object == ANY || object == rule.type()) {
                    goal(ANY, rule.first(), subject).subscribe(number -> offer(goal, rule,
                            derivations.object(number), rule.type(), number));
                }
            }
            case JOINED -> openJoin(goal, rule);
        }
    }

    private void openJoin(GoalTable goal, HornRule rule) {
        int subject = goal.subject();
        int object = goal.object();
        if (object == ANY || (subject != ANY && !fromObject)) {
            goal(subject, rule.first(), ANY).subscribe(
                    first -> goal(derivations.object(first), rule.second(), object).subscribe(
                            second -> offerJoined(goal, rule, first, second)));
        } else if (rule.extendsHead()) {
            // from the end backwards: the edge comes first, and what follows it has this very goal
            goal.subscribe(second -> goal(ANY, rule.second(), derivations.subject(second)).subscribe(
                    first -> offerJoined(goal, rule, first, second)));
        } else {
            goal(ANY, rule.second(), object).subscribe(
                    second -> goal(subject, rule.first(), derivations.subject(second)).subscribe(
                            first -> offerJoined(goal, rule, first, second)));
        }
    }

    private void offerStored(GoalTable goal, Premise premise) {
        Statement statement = premise.statement();
        budget.countStep();
        offer(new SettleCandidate(goal, statement.subject(), statement.object(), null, DerivationTable.NONE,
                DerivationTable.NONE, premise.fact(), premise.confidence(), 0, budget.steps()));
    }

    private void offer(GoalTable goal, HornRule rule, int subject, int object, int premise) {
        budget.countStep();
        int height = derivations.height(premise) + (rule.origin() == null ? 0 : 1);
        offer(new SettleCandidate(goal, subject, object, rule, premise, DerivationTable.NONE, 0,
                derivations.confidence(premise), height, budget.steps()));
    }

    private void offerJoined(GoalTable goal, HornRule rule, int first, int second) {
        budget.countStep();
        double confidence = Math.min(derivations.confidence(first), derivations.confidence(second));
        int height = Math.max(derivations.height(first), derivations.height(second)) + (rule.origin() == null ? 0 : 1);
        offer(new SettleCandidate(goal, derivations.subject(first), derivations.object(second), rule, first, second, 0,
                confidence, height, budget.steps()));
    }

    private void offer(SettleCandidate candidate) {
        if (candidate.confidence() < confidenceMin) {
            return;
        }
        int known = derivations.find(candidate.subject(), candidate.predicate(), candidate.object());
        if (known != DerivationTable.NONE && candidate.goal().contains(known)) {
            return;
        }
        if (budget.admits(candidate.height())) {
            queue.add(candidate);
        }
    }
}
