package dev.mimo.door.http.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Counts the wrong keys that an address shows within a minute. Beyond so many nothing is compared any more, so that
/// nobody finds a key by trying; the keys themselves say how long that would take. Safe for many threads.
public final class KeyGuessLimiter {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int ADDRESSES_MAX = 1_000;

    private final int wrongMax;
    private final LongSupplier nanoTime;
    // the longest unseen first; guarded by this
    private final LinkedHashMap<String, Minute> minutes = new LinkedHashMap<>(16, 0.75f, true);

    private record Minute(long begun, int wrong) {}

    /// @param wrongMax 0 sets no limit
    public KeyGuessLimiter(int wrongMax, LongSupplier nanoTime) {
        this.wrongMax = wrongMax;
        this.nanoTime = nanoTime;
    }

    /// How long the address has to wait before its keys are looked at again; absent when they are.
    public synchronized @Nullable Duration pause(String address) {
        Minute minute = minutes.get(address);
        if (wrongMax == 0 || minute == null || minute.wrong() < wrongMax) {
            return null;
        }
        long left = minute.begun() + MINUTE - nanoTime.getAsLong();
        return left <= 0 ? null : Duration.ofNanos(left);
    }

    public synchronized void wrong(String address) {
        long now = nanoTime.getAsLong();
        Minute minute = minutes.get(address);
        minutes.put(address, minute == null || now - minute.begun() >= MINUTE
                ? new Minute(now, 1)
                : new Minute(minute.begun(), minute.wrong() + 1));
        if (minutes.size() > ADDRESSES_MAX) {
            minutes.pollFirstEntry();
        }
    }
}
