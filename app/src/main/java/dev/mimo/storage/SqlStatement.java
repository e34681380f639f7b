package dev.mimo.storage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A prepared statement whose parameters, `:name` in its text, are bound by name. Each must be bound anew before each
/// run: a name that the text lacks, or one that was left out, is a bug and is thrown at once.
///
/// The connection keeps one for each text, so it is bound and run in one go and never kept:
/// `database.sql(ADD).bind("name", name).update()`.
public final class SqlStatement {
    // what stands in quotes or in a comment is passed over
    private static final Pattern PARAMETER = Pattern.compile("'[^']*'|--[^\\n]*|:(\\w+)");

    private final Database database;
    private final String sql;
    private final PreparedStatement statement;
    private final Map<String, Integer> positions = new HashMap<>();
    private final long all;
    /// One bit for each parameter that has its value.
    private long bound;

    SqlStatement(Database database, String sql, PreparedStatement statement) throws SQLException {
        this.database = database;
        this.sql = sql;
        this.statement = statement;
        // SQLite numbers names in the order in which they appear first
        Matcher found = PARAMETER.matcher(sql);
        while (found.find()) {
            String name = found.group(1);
            if (name != null) {
                // as the constants that ask for it, so that one look finds it
                positions.putIfAbsent(name.intern(), positions.size() + 1);
            }
        }
        int count = statement.getParameterMetaData().getParameterCount();
        if (count != positions.size() || count >= Long.SIZE) {
            throw new IllegalStateException("parameters must be named and fewer than 64: " + sql);
        }
        all = (1L << count) - 1;
    }

    /// @param value a `String`, a whole or other number, or bytes
    public SqlStatement bind(String name, @Nullable Object value) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new IllegalStateException("no parameter :" + name + " in: " + sql);
        }
        try {
            statement.setObject(position, value);
        } catch (SQLException fault) {
            throw database.failed(fault, sql);
        }
        bound |= 1L << (position - 1);
        return this;
    }

    public <T> List<T> list(RowMapper<T> mapper) {
        List<T> found = new ArrayList<>();
        each(row -> found.add(mapper.map(row)));
        return found;
    }

    /// The first row, absent when there is none.
    public <T> @Nullable T first(RowMapper<T> mapper) {
        try (ResultSet results = ready().executeQuery()) {
            return results.next() ? mapper.map(new Row(results)) : null;
        } catch (SQLException fault) {
            throw database.failed(fault, sql);
        }
    }

    /// The number in the first column of the only row.
    public long number() {
        try (ResultSet results = ready().executeQuery()) {
            if (!results.next()) {
                throw new IllegalStateException("no row from: " + sql);
            }
            return results.getLong(1);
        } catch (SQLException fault) {
            throw database.failed(fault, sql);
        }
    }

    /// Shows each row in turn, without keeping any.
    public void each(RowVisitor visitor) {
        try (ResultSet results = ready().executeQuery()) {
            Row row = new Row(results);
            while (results.next()) {
                visitor.visit(row);
            }
        } catch (SQLException fault) {
            throw database.failed(fault, sql);
        }
    }

    /// @return how many rows changed
    public int update() {
        try {
            return ready().executeUpdate();
        } catch (SQLException fault) {
            throw database.failed(fault, sql);
        }
    }

    /// Forgets what was bound for a run that never came.
    SqlStatement begin() {
        bound = 0;
        return this;
    }

    void close() throws SQLException {
        statement.close();
    }

    private PreparedStatement ready() {
        if (bound != all) {
            List<String> missing = positions.entrySet().stream()
                    .filter(one -> (bound >> (one.getValue() - 1) & 1) == 0).map(Map.Entry::getKey).sorted().toList();
            throw new IllegalStateException("nothing bound to " + missing + " in: " + sql);
        }
        bound = 0;
        return statement;
    }
}
