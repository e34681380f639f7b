package dev.mimo.storage.facts;

import dev.mimo.facts.FactRule;
import dev.mimo.facts.FactRule.RuleKind;
import dev.mimo.facts.StandardRules;
import dev.mimo.facts.Term;
import dev.mimo.storage.Database;
import dev.mimo.storage.JsonStrings;
import dev.mimo.storage.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of namespaces, as whole lists.
final class RuleTable {
    private static final String COLUMNS = """
            SELECT r.row, r.origin, r.version, r.rules, r.namespace FROM fact_rules r
            """;
    private static final String NOW = COLUMNS + """
            WHERE r.namespace = :namespace AND r.known_to = 9223372036854775807
            """;
    private static final String ADD = """
            INSERT INTO fact_rules (namespace, origin, version, known_from, known_to, rules, made_by)
            VALUES (:namespace, :origin, :version, :known_from, 9223372036854775807, :rules, :made_by) RETURNING row
            """;
    private static final String END = """
            UPDATE fact_rules SET known_to = max(known_from, :moment), ended_by = :write
            WHERE row = :row
            """;
    private static final String MADE = COLUMNS + """
            WHERE r.made_by = :write
            """;
    private static final String ENDED = COLUMNS + """
            WHERE r.ended_by = :write
            """;
    private static final String FORGET = """
            UPDATE fact_rules SET made_by = nullif(made_by, :write), ended_by = nullif(ended_by, :write)
            WHERE row = :row
            """;

    /// A list of rules as it lies there.
    ///
    /// @param origin the row that was written first of those that say the same; 0 for this one
    record Stored(long row, long origin, int version, String rules) {
        long first() {
            return origin == 0 ? row : origin;
        }
    }

    private RuleTable() {}

    /// The rules in force.
    static List<FactRule> rules(Database database, @Nullable Long namespace) {
        Stored stored = namespace == null ? null : now(database, namespace);
        return stored == null ? StandardRules.all() : read(stored.rules());
    }

    /// The predicates that have one object at a time.
    static Set<Integer> functional(Database database, long namespace) {
        Set<Integer> functional = new HashSet<>();
        for (FactRule rule : rules(database, namespace)) {
            if (rule.kind() == RuleKind.FUNCTIONAL) {
                functional.add(number(database, namespace, rule.predicate()));
            }
        }
        return functional;
    }

    private static int number(Database database, long namespace, Term term) {
        Integer known = TermTable.find(database, namespace, term);
        return known == null ? TermTable.add(database, namespace, term) : known;
    }

    static @Nullable Stored now(Database database, long namespace) {
        return database.sql(NOW).bind("namespace", namespace).first(RuleTable::map);
    }

    static void add(Database database, long namespace, Stored rules, long moment, long write) {
        database.sql(ADD).bind("namespace", namespace).bind("origin", rules.origin()).bind("version", rules.version())
                .bind("known_from", moment).bind("rules", rules.rules()).bind("made_by", write).number();
    }

    static void end(Database database, long row, long moment, long write) {
        database.sql(END).bind("row", row).bind("moment", moment).bind("write", write).update();
    }

    static @Nullable Stored madeBy(Database database, long write) {
        return database.sql(MADE).bind("write", write).first(RuleTable::map);
    }

    static @Nullable Stored endedBy(Database database, long write) {
        return database.sql(ENDED).bind("write", write).first(RuleTable::map);
    }

    /// The write is of no concern to the row any more.
    static void forget(Database database, long row, long write) {
        database.sql(FORGET).bind("row", row).bind("write", write).update();
    }

    private static Stored map(Row row) throws SQLException {
        return new Stored(row.number("row"), row.number("origin"), (int) row.number("version"), row.text("rules"));
    }

    /// Rule by rule: its kind, its predicate, how many others it names, and those.
    static String written(List<FactRule> rules) {
        List<String> words = new ArrayList<>();
        for (FactRule rule : rules) {
            words.add(rule.kind().name().toLowerCase(Locale.ROOT));
            words.add(rule.predicate().toString());
            words.add(Integer.toString(rule.with().size()));
            rule.with().forEach(each -> words.add(each.toString()));
        }
        return JsonStrings.text(words);
    }

    private static List<FactRule> read(String text) {
        List<String> words = JsonStrings.strings(text);
        List<FactRule> rules = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            int others = Integer.parseInt(words.get(at + 2));
            rules.add(FactRule.read(RuleKind.valueOf(words.get(at).toUpperCase(Locale.ROOT)), words.get(at + 1),
                    words.subList(at + 3, at + 3 + others)));
            at += 3 + others;
        }
        return rules;
    }
}
