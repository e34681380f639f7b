package dev.mimo.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;

/// One connection, for one thread at a time. SQL comes from constants only, so every statement is prepared once
/// and kept. Arguments are given in the order in which their names first appear in the statement.
///
/// Faults come out as refusals or, where the program is wrong, as `IllegalStateException`; see `Faults`.
public final class Database implements AutoCloseable {
    // about a millisecond of SQLite's own work
    private static final int STEPS_BETWEEN_CHECKS = 20_000;

    private final Connection connection;
    private final boolean quiet;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private long deadlineNanos = Long.MAX_VALUE;

    /// @param quiet whether faults of the file were logged already
    Database(Connection connection, boolean quiet) {
        this.connection = connection;
        this.quiet = quiet;
    }

    /// Statements that run past `within` afterwards are given up with `TimedOut`; counted from the call.
    void expectWithin(Duration within) {
        deadlineNanos = System.nanoTime() + within.toNanos();
    }

    void watchDeadline() throws SQLException {
        ProgressHandler.setHandler(connection, STEPS_BETWEEN_CHECKS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() - deadlineNanos > 0 ? 1 : 0;
            }
        });
    }

    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        List<T> found = new ArrayList<>();
        each(sql, row -> found.add(mapper.map(row)), arguments);
        return found;
    }

    /// The first row, absent when there is none.
    public <T> @Nullable T first(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        try (ResultSet results = bound(sql, arguments).executeQuery()) {
            return results.next() ? mapper.map(new Row(results)) : null;
        } catch (SQLException fault) {
            throw failed(fault, sql);
        }
    }

    /// The number in the first column of the only row.
    public long number(String sql, @Nullable Object... arguments) {
        try (ResultSet results = bound(sql, arguments).executeQuery()) {
            if (!results.next()) {
                throw new IllegalStateException("no row from: " + sql);
            }
            return results.getLong(1);
        } catch (SQLException fault) {
            throw failed(fault, sql);
        }
    }

    /// Shows each row in turn, without keeping any.
    public void each(String sql, RowVisitor visitor, @Nullable Object... arguments) {
        try (ResultSet results = bound(sql, arguments).executeQuery()) {
            Row row = new Row(results);
            while (results.next()) {
                visitor.visit(row);
            }
        } catch (SQLException fault) {
            throw failed(fault, sql);
        }
    }

    /// @return how many rows changed
    public int update(String sql, @Nullable Object... arguments) {
        try {
            return bound(sql, arguments).executeUpdate();
        } catch (SQLException fault) {
            throw failed(fault, sql);
        }
    }

    /// Runs statements without arguments or answers, as many as the text holds.
    public void run(String script) {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
        } catch (SQLException fault) {
            throw Faults.translate(fault, script, quiet);
        }
    }

    /// Runs the work as one transaction that holds the write lock from its beginning; undone when it throws.
    public void transaction(Runnable work) {
        try {
            run("BEGIN IMMEDIATE");
            work.run();
            run("COMMIT");
        } catch (Throwable failure) {
            rollBack(failure);
            throw failure;
        }
    }

    /// SQLite may have rolled back by itself, or never have begun, so a second fault is only noted.
    private void rollBack(Throwable failure) {
        try {
            run("ROLLBACK");
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    /// The driver ends a statement that fails, so it must be prepared anew.
    private RuntimeException failed(SQLException fault, String sql) {
        PreparedStatement statement = statements.remove(sql);
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException second) {
            fault.addSuppressed(second);
        }
        return Faults.translate(fault, sql, quiet);
    }

    private PreparedStatement bound(String sql, @Nullable Object[] arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            if (statement.getParameterMetaData().getParameterCount() != arguments.length) {
                throw new IllegalStateException(arguments.length + " arguments do not fit: " + sql);
            }
            statements.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException fault) {
            throw Faults.translate(fault, "close", quiet);
        }
    }
}
