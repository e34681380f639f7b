package dev.mimo.mcp.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The sessions that were ended and whose ids would still open. So many are remembered one by one; of more, those that
/// would be over first are remembered as a moment: whatever would be over by then counts as ended, so that none comes
/// back. Safe for many threads.
final class EndedSessions {
    private final SessionStore store;
    private final int most;
    // the rest is guarded by this
    private final TreeSet<SessionStore.Ended> ended =
            new TreeSet<>(Comparator.comparing(SessionStore.Ended::until).thenComparing(SessionStore.Ended::serial));
    private final Set<String> serials = new HashSet<>();
    private Instant allUntil = Instant.EPOCH;
    /// Notes in the store.
    private int stored;

    EndedSessions(SessionStore store, int most) {
        this.store = store;
        this.most = most;
        store.ended().forEach(this::remember);
        stored = store.ended().size();
    }

    /// @param until when the session would be over anyway
    synchronized boolean contains(String serial, Instant until) {
        return !until.isAfter(allUntil) || serials.contains(serial);
    }

    synchronized void add(SessionStore.Ended one, Instant now) {
        remember(one);
        while (!ended.isEmpty() && ended.getFirst().until().isBefore(now)) {
            serials.remove(ended.removeFirst().serial());
        }
        stored++;
        if (stored > 2 * most) {
            List<SessionStore.Ended> all = new ArrayList<>(ended);
            all.add(new SessionStore.Ended(SessionStore.Ended.ALL, allUntil));
            store.keepOnly(all);
            stored = all.size();
        } else {
            store.ended(one);
        }
    }

    private void remember(SessionStore.Ended one) {
        if (one.serial().equals(SessionStore.Ended.ALL)) {
            allUntil = one.until();
        } else if (serials.add(one.serial())) {
            ended.add(one);
        }
        if (ended.size() > most) {
            SessionStore.Ended first = ended.removeFirst();
            serials.remove(first.serial());
            allUntil = first.until();
        }
    }
}
