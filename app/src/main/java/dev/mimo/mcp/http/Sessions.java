package dev.mimo.mcp.http;

import dev.mimo.mcp.server.McpSession;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sessions of the stateful revisions by their id: bounded, forgotten when idle, and each of use only to the
/// caller that began it.
final class Sessions {
    private final McpHttpSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    // in the order of their last use, the longest idle first; guarded by this
    private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Kept(McpSession session, String caller, Instant lastUsed) {}

    Sessions(McpHttpSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// @return the new session's id: 128 random bits
    String add(McpSession session, String caller) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        McpSession dropped = null;
        synchronized (this) {
            forgetIdle();
            if (kept.size() >= settings.sessionsMax()) {
                Iterator<Kept> oldest = kept.values().iterator();
                dropped = oldest.next().session();
                oldest.remove();
            }
            kept.put(id, new Kept(session, caller, clock.instant()));
        }
        if (dropped != null) {
            dropped.close();
        }
        return id;
    }

    /// The session, which counts as used now; absent when it is unknown, forgotten or somebody else's.
    synchronized @Nullable McpSession use(String id, String caller) {
        forgetIdle();
        Kept found = kept.get(id);
        if (found == null || !found.caller().equals(caller)) {
            return null;
        }
        kept.put(id, new Kept(found.session(), caller, clock.instant()));
        return found.session();
    }

    /// @return whether there was such a session
    boolean end(String id, String caller) {
        McpSession session = use(id, caller);
        if (session == null) {
            return false;
        }
        synchronized (this) {
            kept.remove(id);
        }
        session.close();
        return true;
    }

    synchronized int size() {
        forgetIdle();
        return kept.size();
    }

    private void forgetIdle() {
        Instant before = clock.instant().minus(settings.sessionIdle());
        Iterator<Map.Entry<String, Kept>> entries = kept.entrySet().iterator();
        // a session at work is not idle, however long ago its request came
        while (entries.hasNext()) {
            Kept oldest = entries.next().getValue();
            if (!oldest.lastUsed().isBefore(before)) {
                return;
            }
            if (!oldest.session().isBusy()) {
                entries.remove();
            }
        }
    }
}
