package dev.mimo.storage;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/// How SQLite finds the rows of every statement of the program: by a key, or by walking a table or all of a namespace.
/// Who walks says here why that may be. There are no statistics in the file, so plans are the same whatever it holds.
class QueryPlanTest {
    private static final Pattern STATEMENT = Pattern.compile("(?s)(SELECT|INSERT|UPDATE|DELETE)\\s.*");
    /// Of a table, or of all that a namespace has of one.
    private static final Pattern WALK =
            Pattern.compile("SCAN (?!.*VIRTUAL TABLE|CONSTANT|\\(subquery).*|SEARCH .*\\(namespace=\\?\\)");

    private static final Map<String, String> WALKS = Map.ofEntries(
            entry("BacklogQueries.OTHER_MODELS", "a row for each model that ever embedded something: a few"),
            entry("BacklogQueries.PENDING", "the rows of subqueries, which have limits"),
            entry("ChangeQueries.NAMED", "the rows of a subquery, which has a limit"),
            entry("ChangeQueries.NAMESPACES", "a row for each namespace, with a seek for each"),
            entry("ChangeTable.NOW", "a table of one row"),
            entry("ChangeTable.TAKE", "a table of one row"),
            entry("FactPatterns.ALL_THEN", "all facts of a namespace, for a question that names nothing"),
            entry("IndexQueries.CHANGED", "the rows of a subquery, which are those that changed"),
            entry("IndexQueries.SIZE", "counts a namespace by an index, on a reader, before it is loaded as a whole"),
            entry("MemoryQueries.COUNT_AT", "counts what a filter holds, on a reader and within the limit for reads"),
            entry("MemoryQueries.COUNT_NOW", "the same, of those in force only"),
            entry("MemoryVersionTable.COPY_ALL", "the rows of a subquery, which are those of a piece"),
            entry("MemoryVersionTable.NEWEST", "the last entry of an index"),
            entry("NameQueries.CATEGORIES", "the newest of a namespace, by an index and up to a limit"),
            entry("NameQueries.NAMESPACES", "a seek for each namespace: whether there is any memory in force"),
            entry("NameQueries.TAGS", "the newest of a namespace, by an index and up to a limit"),
            entry("RuleTable.NOW", "a unique index: one row for a namespace"),
            entry("UndoItemTable.PIECE", "the rows of a subquery, which has a limit"));

    @TempDir
    Path folder;

    @Test
    void every_statement_finds_its_rows_by_a_key_or_says_why_not() throws Exception {
        Path file = folder.resolve("mimo.db");
        Storage.open(file, StorageSettings.defaults()).close();
        Map<String, String> statements = statements();
        Map<String, List<String>> walks = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            for (Map.Entry<String, String> statement : statements.entrySet()) {
                List<String> found = walks(connection, statement.getValue());
                if (!found.isEmpty()) {
                    walks.put(statement.getKey(), found);
                }
            }
        }

        assertThat(statements).hasSizeGreaterThan(50);
        assertThat(walks.keySet()).as("walks, and the reasons for them: %s", walks)
                .containsExactlyInAnyOrderElementsOf(WALKS.keySet());
    }

    private static List<String> walks(Connection connection, String sql) throws SQLException {
        List<String> walks = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (plan.next()) {
                String step = Objects.requireNonNull(plan.getString("detail"));
                if (WALK.matcher(step).matches()) {
                    walks.add(step);
                }
            }
        }
        return walks;
    }

    /// The constants of the room that are whole statements: parts of others are none.
    private static Map<String, String> statements() throws ReflectiveOperationException {
        Map<String, String> constants = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.mimo.storage")) {
            for (JavaField field : type.getFields()) {
                if (field.getModifiers().contains(JavaModifier.STATIC)
                        && field.getRawType().isEquivalentTo(String.class)) {
                    constants.put(type.getSimpleName() + "." + field.getName(), value(field.reflect()));
                }
            }
        }
        Map<String, String> whole = new TreeMap<>(constants);
        whole.values().removeIf(sql -> !STATEMENT.matcher(sql).matches() || sql.contains("%s")
                || constants.values().stream().anyMatch(other -> !other.equals(sql) && other.contains(sql)));
        return whole;
    }

    private static String value(Field field) throws ReflectiveOperationException {
        field.setAccessible(true);
        return String.valueOf(field.get(null));
    }
}
