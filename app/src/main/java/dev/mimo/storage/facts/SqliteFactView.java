package dev.mimo.storage.facts;

import dev.mimo.facts.Fact;
import dev.mimo.facts.FactRule;
import dev.mimo.facts.FactView;
import dev.mimo.facts.Term;
import dev.mimo.storage.Database;
import dev.mimo.storage.JsonStrings;
import dev.mimo.storage.RowVisitor;
import dev.mimo.storage.facts.FactPatterns.Position;
import dev.mimo.terms.Namespace;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A view of facts on one connection.
final class SqliteFactView implements FactView {
    /// Terms looked for at once: as many as a statement is not long for.
    private static final int TERMS_PER_QUESTION = 2_000;

    private final Database database;
    private final Namespace namespace;
    private final Position at;

    SqliteFactView(Database database, Namespace namespace, Position at) {
        this.database = database;
        this.namespace = namespace;
        this.at = at;
    }

    @Override
    public int number(Term term) {
        Integer found = TermTable.find(database, at.namespace(), term);
        return found == null ? 0 : found;
    }

    @Override
    public Map<Integer, Term> terms(Collection<Integer> numbers) {
        return TermTable.these(database, at.namespace(), numbers);
    }

    @Override
    public void match(int subject, int predicate, int object, MatchVisitor visitor) {
        FactPatterns.match(database, at, subject, predicate, object).each(shown(visitor));
    }

    @Override
    public void touching(List<Integer> terms, int predicate, boolean outward, MatchVisitor visitor) {
        for (int from = 0; from < terms.size(); from += TERMS_PER_QUESTION) {
            List<Integer> some = terms.subList(from, Math.min(terms.size(), from + TERMS_PER_QUESTION));
            FactPatterns.touching(database, at, JsonStrings.text(some), predicate, outward).each(shown(visitor));
        }
    }

    private static RowVisitor shown(MatchVisitor visitor) {
        return row -> visitor.visit((int) row.number("subject"), (int) row.number("predicate"),
                (int) row.number("object"), row.number("row"), row.real("confidence"));
    }

    @Override
    public Map<Long, Fact> facts(Collection<Long> rows) {
        List<FactRow> found = FactTable.these(database, at.namespace(), rows);
        List<Fact> facts = FactAssembly.of(database, namespace, at.namespace(), found);
        Map<Long, Fact> byRow = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            byRow.put(found.get(i).row(), facts.get(i));
        }
        return byRow;
    }

    @Override
    public List<Long> rows(long after, int limit) {
        return FactTable.rowsAfter(database, at.namespace(), after, at.knownAt(), limit);
    }

    @Override
    public List<FactRule> rules() {
        return RuleTable.rules(database, at.namespace());
    }
}
