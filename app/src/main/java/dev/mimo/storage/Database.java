package dev.mimo.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.ProgressHandler;

/// One connection, for one thread at a time. SQL comes from constants only, so every statement is prepared once and
/// kept.
///
/// Faults come out as refusals or, where the program is wrong, as `IllegalStateException`; see
/// `SqlExceptionTranslator`.
public final class Database implements AutoCloseable {
    // about a millisecond of SQLite's own work
    private static final int STEPS_BETWEEN_CHECKS = 20_000;

    private final Connection connection;
    private final boolean quiet;
    private final Map<String, SqlStatement> statements = new HashMap<>();
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

    /// The statement, with nothing bound yet.
    ///
    /// @param sql a constant, with its parameters as `:name`
    public SqlStatement sql(String sql) {
        SqlStatement known = statements.get(sql);
        return (known == null ? prepare(sql) : known).begin();
    }

    private SqlStatement prepare(String sql) {
        try {
            SqlStatement made = new SqlStatement(this, sql, connection.prepareStatement(sql));
            statements.put(sql, made);
            return made;
        } catch (SQLException fault) {
            throw failed(fault, sql);
        }
    }

    /// Runs statements without arguments or answers, as many as the text holds.
    public void run(String script) {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
        } catch (SQLException fault) {
            throw SqlExceptionTranslator.translate(fault, script, quiet);
        }
    }

    /// Runs the work as one transaction that holds the write lock from its beginning; undone when it throws.
    public void transaction(Runnable work) {
        try {
            begin();
            work.run();
            run("COMMIT");
        } catch (Throwable failure) {
            rollBack(failure);
            throw failure;
        }
    }

    /// One that could not be rolled back, for want of memory, must not stay open for good.
    private void begin() {
        try {
            run("BEGIN IMMEDIATE");
        } catch (IllegalStateException _) {
            run("ROLLBACK");
            run("BEGIN IMMEDIATE");
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
    RuntimeException failed(SQLException fault, String sql) {
        SqlStatement statement = statements.remove(sql);
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException second) {
            fault.addSuppressed(second);
        }
        return SqlExceptionTranslator.translate(fault, sql, quiet);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException fault) {
            throw SqlExceptionTranslator.translate(fault, "close", quiet);
        }
    }
}
