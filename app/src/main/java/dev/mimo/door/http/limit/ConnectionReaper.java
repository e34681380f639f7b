package dev.mimo.door.http.limit;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;

/// Ends connections on which no request gets going: one whose request line and headers do not arrive in time, and,
/// where nearly all places are taken, those that have waited for a request for longest. So whoever has something to ask
/// finds a place, however many others hold theirs and say nothing.
public final class ConnectionReaper implements Connection.Listener {
    /// How long a connection without a request keeps its place in any case.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final int roomyMax;
    private final long headerNanos;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Connection, Wait> waiting = new ConcurrentHashMap<>();

    /// A connection on which no request is under way.
    private static final class Wait {
        private final long since = System.nanoTime();
        /// So many have come when nothing of its next request has.
        private final long bytesBefore;
        /// When its next request was first seen to have begun; 0 before. Belongs to the thread that looks.
        private long begun;

        Wait(long bytesBefore) {
            this.bytesBefore = bytesBefore;
        }
    }

    /// @param connectionsMax open at once
    /// @param headerTimeout for the request line and the headers to arrive, once they have begun to
    public ConnectionReaper(int connectionsMax, Duration headerTimeout) {
        roomyMax = connectionsMax - connectionsMax / 16;
        headerNanos = headerTimeout.toNanos();
    }

    @Override
    public void onOpened(Connection connection) {
        open.incrementAndGet();
        waiting.put(connection, new Wait(0));
    }

    @Override
    public void onClosed(Connection connection) {
        open.decrementAndGet();
        waiting.remove(connection);
    }

    /// The head of a request has arrived.
    public void began(Request request) {
        Connection connection = request.getConnectionMetaData().getConnection();
        waiting.remove(connection);
        Request.addCompletionListener(request, _ -> ended(connection));
    }

    /// The request is answered, and only its body still comes: its connection gives way as one without a request.
    public void answeredEarly(Request request) {
        waiting.put(request.getConnectionMetaData().getConnection(), new Wait(Long.MAX_VALUE));
    }

    private void ended(Connection connection) {
        waiting.put(connection, new Wait(connection.getBytesIn()));
        if (!connection.getEndPoint().isOpen()) {
            waiting.remove(connection);
        }
    }

    /// Ends what is due; called several times a second, by one thread at a time.
    public void look() {
        long now = System.nanoTime();
        waiting.forEach((connection, wait) -> {
            if (wait.begun == 0 && connection.getBytesIn() > wait.bytesBefore) {
                wait.begun = now;
            }
            if (wait.begun != 0 && now - wait.begun > headerNanos) {
                connection.close();
            }
        });
        int tooMany = open.get() - roomyMax;
        if (tooMany > 0) {
            waiting.entrySet().stream().filter(entry -> now - entry.getValue().since > GRACE.toNanos())
                    .sorted(Comparator.comparingLong(entry -> entry.getValue().since)).limit(tooMany)
                    .forEach(entry -> entry.getKey().close());
        }
    }
}
