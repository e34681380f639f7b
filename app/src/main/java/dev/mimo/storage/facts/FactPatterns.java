package dev.mimo.storage.facts;

import dev.mimo.facts.FactView;
import dev.mimo.facts.TimeSpan;
import dev.mimo.storage.Database;
import dev.mimo.storage.SqlStatement;
import org.jspecify.annotations.Nullable;

/// Every pattern of a fact as a statement: by which of the three orders it is answered, now or as it was known. All
/// that a match tells is in the orders themselves.
final class FactPatterns {
    private static final String MATCH = "SELECT f.subject, f.predicate, f.object, f.row, f.confidence ";
    private static final String HOLDS = """
             AND f.valid_from <= :as_of AND f.valid_to > :as_of AND f.confidence >= :least
             AND (:source = -1 OR f.source = :source)
            """;
    private static final String S = " AND f.subject = :subject";
    private static final String P = " AND f.predicate = :predicate";
    private static final String O = " AND f.object = :object";
    private static final String FROM_THESE = "json_each(:terms) j CROSS JOIN ";
    private static final String S_THESE = " AND f.subject = j.value";
    private static final String O_THESE = " AND f.object = j.value";

    private static final String ALL = now("", "spo", "");
    private static final String OF_S = now("", "spo", S);
    private static final String OF_SP = now("", "spo", S + P);
    private static final String OF_SPO = now("", "spo", S + P + O);
    private static final String OF_P = now("", "pos", P);
    private static final String OF_PO = now("", "pos", P + O);
    private static final String OF_O = now("", "osp", O);
    private static final String OF_SO = now("", "osp", O + S);
    private static final String OUT = now(FROM_THESE, "spo", S_THESE);
    private static final String OUT_P = now(FROM_THESE, "spo", S_THESE + P);
    private static final String IN = now(FROM_THESE, "osp", O_THESE);
    private static final String IN_P = now(FROM_THESE, "pos", P + O_THESE);

    private static final String ALL_THEN = then("", "spo", "");
    private static final String OF_S_THEN = then("", "spo", S);
    private static final String OF_SP_THEN = then("", "spo", S + P);
    private static final String OF_SPO_THEN = then("", "spo", S + P + O);
    private static final String OF_P_THEN = then("", "pos", P);
    private static final String OF_PO_THEN = then("", "pos", P + O);
    private static final String OF_O_THEN = then("", "osp", O);
    private static final String OF_SO_THEN = then("", "osp", O + S);
    private static final String OUT_THEN = then(FROM_THESE, "spo", S_THESE);
    private static final String OUT_P_THEN = then(FROM_THESE, "spo", S_THESE + P);
    private static final String IN_THEN = then(FROM_THESE, "osp", O_THESE);
    private static final String IN_P_THEN = then(FROM_THESE, "pos", P + O_THESE);

    private FactPatterns() {}

    /// From where is looked, in numbers.
    ///
    /// @param knownAt absent for now
    /// @param source or -1
    record Position(long namespace, long asOf, @Nullable Long knownAt, double least, long source) {
        boolean sees(TimeSpan valid) {
            return valid.holdsAt(asOf);
        }
    }

    private static String now(String from, String order, String bound) {
        return MATCH + "FROM " + from + "fact f INDEXED BY fact_" + order
                + " WHERE f.namespace = :namespace AND f.known_to = 9223372036854775807" + bound + HOLDS;
    }

    private static String then(String from, String order, String bound) {
        return now(from, order, bound) + " AND f.known_from <= :known_at UNION ALL " + MATCH + "FROM " + from
                + "fact f INDEXED BY fact_past_" + order
                + " WHERE f.namespace = :namespace AND f.known_to < 9223372036854775807" + bound
                + " AND f.known_from <= :known_at AND f.known_to > :known_at" + HOLDS;
    }

    /// The statement for a pattern, with all bound.
    static SqlStatement match(Database database, Position at, int subject, int predicate, int object) {
        boolean s = subject != FactView.ANY;
        boolean p = predicate != FactView.ANY;
        boolean o = object != FactView.ANY;
        SqlStatement statement = database.sql(at.knownAt() == null ? shape(s, p, o) : shapeThen(s, p, o));
        if (s) {
            statement.bind("subject", subject);
        }
        if (p) {
            statement.bind("predicate", predicate);
        }
        if (o) {
            statement.bind("object", object);
        }
        return bound(statement, at);
    }

    /// The statement for whatever touches one of the terms.
    ///
    /// @param terms as JSON
    static SqlStatement touching(Database database, Position at, String terms, int predicate, boolean outward) {
        boolean now = at.knownAt() == null;
        boolean any = predicate == FactView.ANY;
        String sql = outward
                ? any ? now ? OUT : OUT_THEN : now ? OUT_P : OUT_P_THEN
                : any ? now ? IN : IN_THEN : now ? IN_P : IN_P_THEN;
        SqlStatement statement = database.sql(sql).bind("terms", terms);
        return bound(any ? statement : statement.bind("predicate", predicate), at);
    }

    private static SqlStatement bound(SqlStatement statement, Position at) {
        statement.bind("namespace", at.namespace()).bind("as_of", at.asOf()).bind("least", at.least())
                .bind("source", at.source());
        return at.knownAt() == null ? statement : statement.bind("known_at", at.knownAt());
    }

    private static String shape(boolean s, boolean p, boolean o) {
        if (s) {
            return p ? o ? OF_SPO : OF_SP : o ? OF_SO : OF_S;
        }
        return p ? o ? OF_PO : OF_P : o ? OF_O : ALL;
    }

    private static String shapeThen(boolean s, boolean p, boolean o) {
        if (s) {
            return p ? o ? OF_SPO_THEN : OF_SP_THEN : o ? OF_SO_THEN : OF_S_THEN;
        }
        return p ? o ? OF_PO_THEN : OF_P_THEN : o ? OF_O_THEN : ALL_THEN;
    }
}
