package dev.mimo.storage;

import dev.mimo.terms.Micros;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets one of the processes that have the file open do a thing, as long as it goes on to say that it does.
///
/// What happens when two do it after all, since one was stopped for longer than the lease lives, must do no harm.
public final class ProcessLease {
    private static final String FIND = """
            SELECT l.owner, l.purpose, l.until FROM lease l WHERE l.name = :name
            """;
    private static final String TAKE = """
            INSERT INTO lease (name, owner, purpose, until) VALUES (:name, :owner, :purpose, :until)
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, purpose = excluded.purpose, until = excluded.until
            """;
    private static final String RELEASE = """
            UPDATE lease SET until = 0 WHERE name = :name AND owner = :owner
            """;
    private static final int BYTES = 200;

    private final Storage storage;
    private final String name;
    private final Duration lifetime;
    private final InstantSource clock;
    /// Known when it is first asked for: to find out what process this is would hold up the start.
    private @Nullable String owner;
    private volatile @Nullable String rival;
    private volatile boolean taken;

    /// @param name of the thing
    /// @param lifetime how long another waits when nothing is heard of whoever does it
    public ProcessLease(Storage storage, String name, Duration lifetime, InstantSource clock) {
        this.storage = storage;
        this.name = name;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    private record Held(String owner, String purpose, long until) {}

    /// Whether another process does it now.
    public boolean isElsewhere() {
        return isElsewhere(storage.readers().read(this::find));
    }

    /// Takes the lease, or renews it, unless another has it. Cheap while there is much time left.
    ///
    /// @param purpose what this process does it for; see `isContested`
    public boolean take(String purpose) {
        Held held = storage.readers().read(this::find);
        notice(held, purpose);
        if (isElsewhere(held)) {
            return false;
        }
        if (held != null && held.owner.equals(owner()) && held.purpose.equals(purpose)
                && held.until - now() > micros(lifetime) / 2) {
            return true;
        }
        taken = storage.writer().write(BYTES, database -> {
            if (isElsewhere(find(database))) {
                return false;
            }
            database.sql(TAKE).bind("name", name).bind("owner", owner()).bind("purpose", purpose)
                    .bind("until", now() + micros(lifetime)).update();
            return true;
        });
        return taken;
    }

    /// Whether a process that did it last for another purpose is still there.
    public boolean isContested(String purpose) {
        notice(storage.readers().read(this::find), purpose);
        String other = rival;
        return other != null && isAlive(other);
    }

    /// Lets another have it at once.
    public void release() {
        if (taken) {
            taken = false;
            storage.writer().write(BYTES, database -> database.sql(RELEASE).bind("name", name).bind("owner", owner())
                    .update());
        }
    }

    private @Nullable Held find(Database database) {
        return database.sql(FIND).bind("name", name)
                .first(row -> new Held(row.text("owner"), row.text("purpose"), row.number("until")));
    }

    private void notice(@Nullable Held held, String purpose) {
        if (held != null && !held.owner.equals(owner()) && !held.purpose.equals(purpose)) {
            rival = held.owner;
        }
    }

    /// One that ends later than any lease could was taken before the clock was set back.
    private boolean isElsewhere(@Nullable Held held) {
        long now = now();
        return held != null && !held.owner.equals(owner()) && held.until > now
                && held.until <= now + micros(lifetime) && isAlive(held.owner);
    }

    private synchronized String owner() {
        String known = owner;
        if (known == null) {
            known = processOf(ProcessHandle.current()) + "#" + Long.toHexString(System.nanoTime());
            owner = known;
        }
        return known;
    }

    private long now() {
        return Micros.floor(clock.instant());
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static String processOf(ProcessHandle process) {
        Optional<Instant> started = process.info().startInstant();
        return process.pid() + "@" + started.map(Instant::toString).orElse("");
    }

    /// By number and start, as numbers are used again.
    private static boolean isAlive(String owner) {
        String process = owner.substring(0, owner.indexOf('#'));
        long pid = Long.parseLong(process.substring(0, process.indexOf('@')));
        return ProcessHandle.of(pid).map(found -> processOf(found).equals(process)).orElse(false);
    }
}
