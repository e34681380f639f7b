package dev.mimo.terms;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The identity of a memory across its versions. Opaque to callers; sorts by creation time.
///
/// @param value 1 to 64 characters; ours are ULIDs (26 characters of Crockford base 32)
public record MemoryId(String value) {
    /// What receipts and undo handles call the kind of thing.
    public static final String KIND = "memory";

    private static final Duration AHEAD_MAX = Duration.ofDays(366);
    /// The time in the newest id that was made, in milliseconds since the epoch.
    private static final AtomicLong LATEST = new AtomicLong();

    public MemoryId {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > 64) {
            throw new IllegalArgumentException("a memory id has 1 to 64 characters");
        }
    }

    /// A fresh id, greater than every id made before by this process, whatever the clock says.
    public static MemoryId create() {
        return after(null);
    }

    /// A fresh id that is also greater than another, if that is one of ours and not of a far future: then a clock that
    /// was set back would be no reason for it.
    public static MemoryId after(@Nullable MemoryId newest) {
        long now = System.currentTimeMillis();
        long before = newest == null || !Ulid.isValid(newest.value()) ? 0 : Ulid.from(newest.value()).getTime() + 1;
        long time = LATEST.accumulateAndGet(before - now > AHEAD_MAX.toMillis() ? now : Math.max(now, before),
                Math::max);
        return new MemoryId(UlidCreator.getMonotonicUlid(time).toString());
    }

    /// When the memory was first stored, as ids of ours tell; absent for others.
    public @Nullable Instant storedAt() {
        return Ulid.isValid(value) ? Ulid.getInstant(value) : null;
    }

    @Override
    public String toString() {
        return value;
    }
}
