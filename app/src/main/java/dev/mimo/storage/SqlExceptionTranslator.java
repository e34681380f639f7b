package dev.mimo.storage;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteException;

/// What a fault of SQLite means to the caller: a refusal where the world is at fault, and a bug otherwise.
final class SqlExceptionTranslator {
    private static final Logger LOG = LoggerFactory.getLogger(SqlExceptionTranslator.class);

    // an extended code holds the primary one in its low byte
    private static final int PRIMARY = 0xff;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int INTERRUPT = 9;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(30);

    private SqlExceptionTranslator() {}

    /// @param quiet whether a fault of the file was logged already
    static RuntimeException translate(SQLException fault, String statement, boolean quiet) {
        Refusal refusal = refusal(primaryCode(fault));
        if (refusal == null) {
            return new IllegalStateException(fault.getMessage() + " in: " + statement, fault);
        }
        if (refusal instanceof Refusal.Unavailable && !quiet) {
            // a refusal carries no cause, and the operator needs SQLite's own words
            LOG.warn("SQLite cannot go on: {}", fault.getMessage());
        }
        return new RefusedException(refusal);
    }

    private static @Nullable Refusal refusal(int code) {
        return switch (code) {
            case BUSY, LOCKED -> new Refusal.TooBusy("Another process is writing to the data file.",
                    "Try again; if it lasts, look for a Mimo process that hangs.", SOON);
            case INTERRUPT -> new Refusal.TimedOut("The data file took too long to answer.",
                    "Narrow the request with a filter, or raise the time limit for reads in the settings.");
            case FULL -> unavailable("The disk that holds the data file is full.",
                    "Free some space on it and try again; nothing that was stored is lost.");
            case READONLY, CANTOPEN -> unavailable("The data file cannot be opened for writing.",
                    "Check that the data folder exists and belongs to the user who runs Mimo.");
            case IOERR -> unavailable("The disk that holds the data file reports an error.",
                    "Check the disk and the system log, then try again.");
            case CORRUPT, NOTADB -> unavailable("The data file is damaged, or is not Mimo's.",
                    "Stop Mimo, keep a copy of the file, and restore the last backup.");
            default -> null;
        };
    }

    private static Refusal unavailable(String detail, String remedy) {
        return new Refusal.Unavailable(detail, remedy, LATER);
    }

    private static int primaryCode(SQLException fault) {
        int code = fault instanceof SQLiteException known ? known.getResultCode().code : fault.getErrorCode();
        return code & PRIMARY;
    }
}
