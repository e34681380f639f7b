package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.codec.FieldReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Answers that a server of the stateless era said may be kept, for as long as it said. Belongs to one client, and so
/// to one caller of the server: public and private answers may be kept alike. Safe for many threads.
final class ResultCache {
    private static final Duration KEEP_MAX = Duration.ofDays(1);
    /// Of all answers together, as text; in memory they take several times as much.
    private static final long BYTES_MAX = 8 << 20;

    private final Clock clock;
    private final int entriesMax;
    // the one used longest ago first; guarded by this
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long drops;

    private record Key(String method, String params) {}

    private record Entry(ObjectNode result, Instant until, long bytes) {}

    ResultCache(Clock clock, int entriesMax) {
        this.clock = clock;
        this.entriesMax = entriesMax;
    }

    /// What is kept and still fresh; absent otherwise.
    synchronized @Nullable ObjectNode get(String method, ObjectNode params) {
        Key key = new Key(method, Json.text(params));
        Entry entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        if (!clock.instant().isBefore(entry.until())) {
            forget(key);
            return null;
        }
        return entry.result();
    }

    /// To be taken before a request goes out: what was dropped since makes its answer too old to keep.
    synchronized long mark() {
        return drops;
    }

    synchronized void put(String method, ObjectNode params, ObjectNode result, long mark) {
        Long millis = new FieldReader(result, "result").maybeWhole("ttlMs");
        if (millis == null || millis <= 0 || mark != drops) {
            return;
        }
        Duration keep = millis > KEEP_MAX.toMillis() ? KEEP_MAX : Duration.ofMillis(millis);
        Key key = new Key(method, Json.text(params));
        forget(key);
        Entry entry = new Entry(result, clock.instant().plus(keep), Json.bytes(result).length + key.params().length());
        entries.put(key, entry);
        bytes += entry.bytes();
        while (entries.size() > entriesMax || bytes > BYTES_MAX) {
            forget(entries.keySet().iterator().next());
        }
    }

    private void forget(Key key) {
        Entry entry = entries.remove(key);
        bytes -= entry == null ? 0 : entry.bytes();
    }

    /// Forgets every answer to this method.
    synchronized void drop(String method) {
        drops++;
        entries.keySet().stream().filter(key -> key.method().equals(method)).toList().forEach(this::forget);
    }

    synchronized void dropAll() {
        drops++;
        entries.clear();
        bytes = 0;
    }
}
