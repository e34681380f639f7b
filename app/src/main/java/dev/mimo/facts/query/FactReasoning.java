package dev.mimo.facts.query;

import dev.mimo.facts.FactView;
import dev.mimo.facts.reason.Premise;
import dev.mimo.facts.reason.QueryReasoner;
import dev.mimo.facts.reason.ReasonLimits;
import dev.mimo.facts.reason.ReasonedRows;
import dev.mimo.facts.reason.ReasonedStatement;
import dev.mimo.facts.reason.RuleSet;
import dev.mimo.facts.reason.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The facts of a view with what follows from them by rules, for one question. Predicates that no rule gives are
/// looked up as they are stored.
public final class FactReasoning implements PatternSource {
    private static final ReasonLimits LIMITS =
            new ReasonLimits(2_000_000, 100_000, 100_000, Duration.ofSeconds(5));

    private final FactView view;
    private final RuleSet rules;
    private final QueryReasoner reasoner;
    private boolean reached;

    public FactReasoning(FactView view, RuleSet rules) {
        this.view = view;
        this.rules = rules;
        this.reasoner = new QueryReasoner(rules, (subject, predicate, object, taker) -> view.match(subject, predicate,
                object, (s, p, o, row, confidence) -> taker.accept(
                        new Premise(new Statement(s, p, o), row, confidence))),
                LIMITS);
    }

    /// Only what is stored.
    public static PatternSource stored(FactView view) {
        return (subject, predicate, object, visitor) -> view.match(subject, predicate, object,
                (s, p, o, _, confidence) -> visitor.visit(s, p, o, confidence, false));
    }

    @Override
    public void match(int subject, int predicate, int object, StatementVisitor visitor) {
        if (predicate != FactView.ANY && !rules.derives(predicate)) {
            stored(view).match(subject, predicate, object, visitor);
            return;
        }
        ReasonedRows found = reasoner.match(subject, predicate, object);
        reached |= found.truncated();
        for (ReasonedStatement row : found.rows()) {
            Statement statement = row.statement();
            visitor.visit(statement.subject(), statement.predicate(), statement.object(), row.confidence(),
                    row.derived());
        }
    }

    /// Whether there may be more than was found, because of a limit.
    public boolean reached() {
        return reached;
    }

    /// The statement with its best proof; absent when it does not hold.
    public @Nullable ReasonedStatement prove(int subject, int predicate, int object) {
        return reasoner.prove(new Statement(subject, predicate, object));
    }
}
