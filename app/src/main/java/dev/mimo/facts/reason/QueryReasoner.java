package dev.mimo.facts.reason;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Answers one question, of one clause or several, by backward chaining. Reads only what a goal asks for; what it has
/// found for one open goal it need not find again for the next.
///
/// A goal with both ends given ends as soon as it is settled. It is searched from both ends in turns, so that it costs
/// no more than twice what the better end does: from a leaf of a tree to the root, not from the root to all leaves. An
/// open goal ends when its surest rows are settled, as many as are wanted.
///
/// For one thread, and for as long as its source stays as it is. The limits of steps and time are for all calls
/// together.
public final class QueryReasoner {
    private static final int ANY = StatementSource.ANY;
    /// How much of a search is done before it is the other's turn.
    private static final int TURN = 8;
    private static final Comparator<ReasonedStatement> SUREST_FIRST =
            Comparator.comparingDouble(ReasonedStatement::confidence).reversed();

    private final RuleProgram program;
    private final StatementSource source;
    private final ReasonBudget budget;
    private final double confidenceMin;
    /// Of open goals. One that ended early is not gone on with: what it left would be done for the next goal.
    private GoalSearch search;

    public QueryReasoner(RuleSet rules, StatementSource source, ReasonLimits limits) {
        this(rules, source, limits, 0, System::nanoTime);
    }

    /// @param confidenceMin nothing less sure is looked at
    public QueryReasoner(RuleSet rules, StatementSource source, ReasonLimits limits, double confidenceMin,
            LongSupplier nanoTime) {
        this.program = rules.program();
        this.source = source;
        this.confidenceMin = confidenceMin;
        this.budget = new ReasonBudget(limits, nanoTime);
        this.search = newSearch(false);
    }

    /// All that holds and fits, stored or derived.
    ///
    /// @param subject a term or [StatementSource#ANY], as the others
    /// @throws dev.mimo.refusal.RefusedException when the time is up
    public ReasonedRows match(int subject, int predicate, int object) {
        if (subject != ANY && predicate != ANY && object != ANY) {
            ReasonedStatement row = prove(new Statement(subject, predicate, object));
            return row == null
                    ? new ReasonedRows(List.of(), budget.reached())
                    // the surest there is, whatever has not been looked at
                    : new ReasonedRows(List.of(row), budget.depthReached());
        }
        List<GoalTable> asked = new ArrayList<>();
        try {
            for (int each : predicates(subject, predicate, object)) {
                asked.add(search.goal(subject, each, object));
            }
            settle(asked);
        } catch (ReasonBudget.StepsSpentException _) {
            // what there is, is answered, and that it may not be all
        }
        return rows(asked);
    }

    private GoalSearch newSearch(boolean fromObject) {
        return new GoalSearch(program, source, budget, confidenceMin, fromObject);
    }

    /// @return the statement with its best proof, or null if it does not hold, or not within the limits
    /// @throws dev.mimo.refusal.RefusedException when the time is up
    public @Nullable ReasonedStatement prove(Statement statement) {
        GoalSearch forth = newSearch(false);
        GoalSearch back = newSearch(true);
        try {
            GoalTable goal = forth.goal(statement.subject(), statement.predicate(), statement.object());
            GoalTable goalBack = back.goal(statement.subject(), statement.predicate(), statement.object());
            while (true) {
                if (advance(forth, goal)) {
                    return row(forth, goal);
                }
                if (advance(back, goalBack)) {
                    return row(back, goalBack);
                }
            }
        } catch (ReasonBudget.StepsSpentException _) {
            return null;
        }
    }

    /// What holds of a predicate except by its transitivity alone: its edges.
    ReasonedRows matchEdges(int subject, int predicate, int object) {
        List<GoalTable> asked = new ArrayList<>(1);
        try {
            asked.add(search.goal(subject, program.edgesOf(predicate), object));
            settle(asked);
        } catch (ReasonBudget.StepsSpentException _) {
            // as above
        }
        return rows(asked);
    }

    /// One turn.
    ///
    /// @return whether it is known now if it holds
    private static boolean advance(GoalSearch search, GoalTable closed) {
        for (int i = 0; i < TURN; i++) {
            if (closed.size() > 0 || !search.advance()) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable ReasonedStatement row(GoalSearch search, GoalTable closed) {
        return closed.size() == 0 ? null : new ReasonedStatement(search.derivations(), closed.answer(0));
    }

    /// An open predicate is each that a rule gives, and each that is stored.
    private Set<Integer> predicates(int subject, int predicate, int object) {
        if (predicate != ANY) {
            return Set.of(predicate);
        }
        Set<Integer> all = new LinkedHashSet<>(program.publicHeads());
        source.match(subject, ANY, object, premise -> {
            budget.countStep();
            all.add(premise.statement().predicate());
        });
        return all;
    }

    private void settle(List<GoalTable> asked) {
        while (asked.stream().mapToInt(GoalTable::size).sum() <= budget.rows()) {
            if (!search.advance()) {
                return;
            }
        }
    }

    private ReasonedRows rows(List<GoalTable> asked) {
        List<ReasonedStatement> found = new ArrayList<>();
        for (GoalTable goal : asked) {
            for (int i = 0; i < goal.size(); i++) {
                found.add(new ReasonedStatement(search.derivations(), goal.answer(i)));
            }
        }
        if (asked.size() > 1) {
            found.sort(SUREST_FIRST);
        }
        if (found.size() > budget.rows()) {
            search = newSearch(false);
            return new ReasonedRows(found.subList(0, budget.rows()), ReasonedRows.Limit.ROWS);
        }
        return new ReasonedRows(found, budget.reached());
    }
}
