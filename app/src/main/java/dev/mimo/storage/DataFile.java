package dev.mimo.storage;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.util.OSInfo;

/// The file that holds everything: makes it readable by its owner only, and opens connections to it.
final class DataFile {
    // the log is cut back to this when it starts anew, so that one big write does not keep the space for ever
    private static final long LOG_BYTES_KEPT = 64L << 20;
    private static final int LOG_PAGES_BETWEEN_CHECKPOINTS = 4_000;
    private static final int CACHE_KIB = 16 << 10;
    private static final String READ_ONLY = "PRAGMA query_only = ON;";

    private final Path file;
    private final Durability durability;
    private final Duration busyWait;

    DataFile(Path file, StorageSettings settings) {
        this.file = file.toAbsolutePath();
        this.durability = settings.durability();
        this.busyWait = settings.busyWait();
    }

    /// Makes the folder and the file where they are missing. A folder that exists keeps its permissions.
    void create() {
        useUnpackedLibrary();
        try {
            Path folder = file.getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder, ownerOnly("rwx------"));
            }
            createFile();
        } catch (IOException fault) {
            throw new RefusedException(new Refusal.Unavailable(
                    "The data file " + file + " cannot be created: " + fault.getMessage() + ".",
                    "Check that the folder is writable, or choose another with MIMO_HOME.", Duration.ofSeconds(30)));
        }
    }

    private void createFile() throws IOException {
        try {
            Files.createFile(file, ownerOnly("rw-------"));
        } catch (FileAlreadyExistsException _) {
            if (isPosix() && !Files.getPosixFilePermissions(file).equals(
                    PosixFilePermissions.fromString("rw-------"))) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    /// Tells one file from another under the same name; absent when there is none.
    static @Nullable Object identity(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return key == null ? attributes.creationTime() : key;
        } catch (NoSuchFileException _) {
            return null;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /// A connection that may write.
    Database openForWriting() {
        return open(new Properties(), false, "", false);
    }

    /// A connection that cannot write, and gives up statements that take too long.
    Database openForReading() {
        return open(new Properties(), false, READ_ONLY, true);
    }

    /// The same, but never makes the file.
    ///
    /// @param quiet whether faults of this connection were logged already
    Database openForLooking(boolean quiet) {
        useUnpackedLibrary();
        Properties properties = new Properties();
        properties.setProperty("open_mode", Integer.toString(SQLiteOpenMode.READWRITE.flag));
        return open(properties, quiet, READ_ONLY, true);
    }

    private Database open(Properties properties, boolean quiet, String more, boolean limited) {
        // or the driver makes and ends a statement of its own after each insert, to ask for a number nobody wants
        properties.setProperty(Pragma.JDBC_GET_GENERATED_KEYS.pragmaName, "false");
        Database database = connect(properties, quiet);
        try {
            database.run("PRAGMA busy_timeout = " + busyWait.toMillis());
            // the answer to the first question shows whether the file is a database at all
            database.sql("PRAGMA user_version").number();
            database.run("""
                    PRAGMA foreign_keys = ON;
                    PRAGMA synchronous = %s;
                    PRAGMA journal_size_limit = %d;
                    PRAGMA wal_autocheckpoint = %d;
                    PRAGMA cache_size = -%d;
                    PRAGMA temp_store = MEMORY;
                    """.formatted(durability, LOG_BYTES_KEPT, LOG_PAGES_BETWEEN_CHECKPOINTS, CACHE_KIB) + more);
            if (limited) {
                database.watchDeadline();
            }
            return database;
        } catch (SQLException fault) {
            database.close();
            throw SqlExceptionTranslator.translate(fault, "open", quiet);
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    private Database connect(Properties properties, boolean quiet) {
        try {
            return new Database(JDBC.createConnection("jdbc:sqlite:" + file, properties), quiet);
        } catch (SQLException fault) {
            throw SqlExceptionTranslator.translate(fault, "open", quiet);
        }
    }

    /// The driver would unpack its library into the temporary folder at each start; the distribution has it ready.
    private static void useUnpackedLibrary() {
        String dist = System.getProperty("mimo.dist");
        if (dist == null || System.getProperty("org.sqlite.lib.path") != null) {
            return;
        }
        Path libraries = Path.of(dist, "native", "org", "sqlite", "native",
                OSInfo.getNativeLibFolderPathForCurrentOS());
        if (Files.isDirectory(libraries)) {
            System.setProperty("org.sqlite.lib.path", libraries.toString());
        }
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        return isPosix()
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
