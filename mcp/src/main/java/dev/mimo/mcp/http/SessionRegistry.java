package dev.mimo.mcp.http;

import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.server.McpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The sessions of the stateful era. So many are in memory, and none that is idle; one that is not is made again from
/// its id when its client returns, also after a restart. What ends a session is its client, or its age.
final class SessionRegistry {
    private static final int ENDED_MAX = 10_000;

    private final McpHttpSettings settings;
    private final Clock clock;
    private final SessionIdCipher ids;
    private final EndedSessions ended;
    private final McpServer server;
    // in the order of their last use, the longest idle first; guarded by this
    private final LinkedHashMap<String, HttpSession> kept = new LinkedHashMap<>(16, 0.75f, true);

    SessionRegistry(McpServer server, McpHttpSettings settings, Clock clock, SessionStore store) {
        this.server = server;
        this.settings = settings;
        this.clock = clock;
        this.ids = new SessionIdCipher(store.key());
        this.ended = new EndedSessions(store, ENDED_MAX);
    }

    /// Begins a session.
    ///
    /// @param engine after its handshake
    HttpSession begin(McpSession engine, McpSession.Handshake handshake, String caller) {
        Instant now = clock.instant();
        String id = ids.seal(handshake, caller, now);
        SessionIdCipher.Opened said = Objects.requireNonNull(ids.open(id, caller), "an id opens for its caller");
        HttpSession session = new HttpSession(id, caller, said, engine, now);
        try {
            return add(session);
        } catch (ServerBusyException full) {
            engine.close();
            throw full;
        }
    }

    /// The session, which counts as used now; absent when there is none, it is over, or it is somebody else's.
    @Nullable
    HttpSession use(String id, String caller) {
        Instant now = clock.instant();
        HttpSession found;
        synchronized (this) {
            found = kept.get(id);
        }
        if (found == null) {
            return again(id, caller);
        }
        if (!found.isOf(caller)) {
            return null;
        }
        if (!now.isBefore(until(found.said()))) {
            drop(found);
            return null;
        }
        found.used(now);
        return found;
    }

    private @Nullable HttpSession again(String id, String caller) {
        SessionIdCipher.Opened said = ids.open(id, caller);
        if (said == null || !clock.instant().isBefore(until(said)) || ended.contains(said.serial(), until(said))) {
            return null;
        }
        HttpSession session = new HttpSession(id, caller, said, server.resume(said.handshake()), clock.instant());
        HttpSession first = add(session);
        if (first != session) {
            session.close();
        }
        return first;
    }

    private Instant until(SessionIdCipher.Opened said) {
        return said.begun().plus(settings.sessionLife());
    }

    /// @return the one that is kept under this id: this one, or one that came first
    private HttpSession add(HttpSession session) {
        List<HttpSession> dropped = new ArrayList<>();
        HttpSession first;
        synchronized (this) {
            takeIdle(settings.sessionIdle(), settings.sessionsMax(), dropped);
            if (kept.size() >= settings.sessionsMax()) {
                takeIdle(Duration.ZERO, 1, dropped);
            }
            if (kept.size() >= settings.sessionsMax()) {
                throw new ServerBusyException("As many MCP sessions are at work as the server allows.",
                        Duration.ofSeconds(5));
            }
            first = kept.putIfAbsent(session.id(), session);
        }
        dropped.forEach(HttpSession::close);
        return first == null ? session : first;
    }

    /// Ends a session for good.
    ///
    /// @return whether there was such a session
    boolean end(String id, String caller) {
        HttpSession session = use(id, caller);
        if (session == null) {
            return false;
        }
        ended.add(new SessionStore.Ended(session.said().serial(), until(session.said())), clock.instant());
        drop(session);
        return true;
    }

    /// Gives back the memory of those that are idle.
    void forgetIdle() {
        List<HttpSession> dropped = new ArrayList<>();
        synchronized (this) {
            takeIdle(settings.sessionIdle(), settings.sessionsMax(), dropped);
        }
        dropped.forEach(HttpSession::close);
    }

    /// How many are in memory.
    int size() {
        forgetIdle();
        synchronized (this) {
            return kept.size();
        }
    }

    void close() {
        List<HttpSession> all;
        synchronized (this) {
            all = List.copyOf(kept.values());
            kept.clear();
        }
        all.forEach(HttpSession::close);
    }

    private void drop(HttpSession session) {
        synchronized (this) {
            kept.remove(session.id(), session);
        }
        session.close();
    }

    private void takeIdle(Duration idle, int most, List<HttpSession> taken) {
        Instant then = clock.instant().minus(idle).plusNanos(idle.isZero() ? 1 : 0);
        Iterator<Map.Entry<String, HttpSession>> entries = kept.entrySet().iterator();
        while (entries.hasNext() && taken.size() < most) {
            HttpSession oldest = entries.next().getValue();
            if (oldest.isIdleSince(then)) {
                entries.remove();
                taken.add(oldest);
            } else if (!oldest.isBusy()) {
                // those behind were used later
                return;
            }
        }
    }
}
