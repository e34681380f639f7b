package dev.mimo.storage.facts;

import dev.mimo.facts.Term;
import dev.mimo.facts.Term.TermKind;
import dev.mimo.facts.TermSyntax;
import dev.mimo.file.Sha256;
import dev.mimo.storage.Database;
import dev.mimo.storage.JsonStrings;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The terms of namespaces, and the names by which they are found.
final class TermTable {
    /// Longer names are found by their digest.
    private static final int NAME_CHARS_MAX = 200;
    /// As the column `kind` numbers them.
    private static final List<TermKind> KINDS =
            List.of(TermKind.ENTITY, TermKind.IRI, TermKind.LITERAL, TermKind.BLANK);

    private static final String FIND = """
            SELECT n.term FROM fact_name n WHERE n.namespace = :namespace AND n.name = :name
            """;
    private static final String ADD = """
            INSERT INTO fact_term (namespace, kind, label, datatype, language)
            VALUES (:namespace, :kind, :label, :datatype, :language) RETURNING id
            """;
    private static final String NAME = """
            INSERT INTO fact_name (namespace, name, term) VALUES (:namespace, :name, :term)
            """;
    private static final String THESE = """
            SELECT t.id, t.kind, t.label, t.datatype, t.language FROM json_each(:ids) j
            CROSS JOIN fact_term t ON t.id = j.value AND t.namespace = :namespace
            """;
    private static final String ADD_NAMESPACE = """
            INSERT INTO namespace (name) VALUES (:name) ON CONFLICT (name) DO NOTHING
            """;
    private static final String NAMESPACE = """
            SELECT n.id FROM namespace n WHERE n.name = :name
            """;

    private TermTable() {}

    /// The number of a namespace; absent when nothing was ever written to it.
    static @Nullable Long namespace(Database database, String name) {
        return database.sql(NAMESPACE).bind("name", name).first(row -> row.number("id"));
    }

    /// The number of a namespace, which is made where it is new.
    static long namespaceToWrite(Database database, String name) {
        Long known = namespace(database, name);
        if (known != null) {
            return known;
        }
        database.sql(ADD_NAMESPACE).bind("name", name).update();
        return Objects.requireNonNull(namespace(database, name));
    }

    /// Absent when nothing has the name.
    static @Nullable Integer find(Database database, long namespace, Term term) {
        return database.sql(FIND).bind("namespace", namespace).bind("name", key(term))
                .first(row -> Math.toIntExact(row.number("term")));
    }

    static int add(Database database, long namespace, Term term) {
        long id = database.sql(ADD).bind("namespace", namespace).bind("kind", KINDS.indexOf(term.kind()))
                .bind("label", term.text()).bind("datatype", term.datatype()).bind("language", term.language())
                .number();
        database.sql(NAME).bind("namespace", namespace).bind("name", key(term)).bind("term", id).update();
        return Math.toIntExact(id);
    }

    static Map<Integer, Term> these(Database database, long namespace, Collection<Integer> ids) {
        Map<Integer, Term> found = HashMap.newHashMap(ids.size());
        database.sql(THESE).bind("ids", JsonStrings.text(ids)).bind("namespace", namespace)
                .each(row -> found.put((int) row.number("id"), new Term(KINDS.get((int) row.number("kind")),
                        row.text("label"), row.textOrNull("datatype"), row.textOrNull("language"))));
        return found;
    }

    private static String key(Term term) {
        String name = TermSyntax.name(term);
        return name.length() <= NAME_CHARS_MAX
                ? name
                : "h:" + HexFormat.of().formatHex(Sha256.of(name));
    }
}
