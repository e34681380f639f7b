package dev.mimo.door.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/// Notices callers that hang up while their request is worked on, which the server beneath only learns when it next
/// reads or writes. It reads a byte ahead: an end of input is a caller that left, and a byte belongs to the next
/// request, which is put back.
final class DisconnectWatcher {
    static final Duration EVERY = Duration.ofMillis(200);

    private final Set<WatchedConnection> watched = ConcurrentHashMap.newKeySet();

    /// @param request whose body was read to its end
    /// @param gone runs at most once, on the watching thread: it must return at once
    WatchedConnection watch(Request request, Runnable gone) {
        WatchedConnection one = new WatchedConnection(request.getConnectionMetaData().getConnection(), gone);
        watched.add(one);
        return one;
    }

    void look() {
        watched.forEach(WatchedConnection::look);
    }

    /// One caller, until its answer begins to end: from then on the connection is the server's again.
    final class WatchedConnection {
        private final Connection connection;
        private final Runnable gone;
        // guarded by this
        private boolean over;

        private WatchedConnection(Connection connection, Runnable gone) {
            this.connection = connection;
            this.gone = gone;
        }

        void stop() {
            watched.remove(this);
            synchronized (this) {
                over = true;
            }
        }

        private void look() {
            if (hasLeft()) {
                gone.run();
            }
        }

        private synchronized boolean hasLeft() {
            int read = over ? 0 : readAhead();
            if (read == 0) {
                return false;
            }
            over = true;
            watched.remove(this);
            return read < 0;
        }

        /// How many bytes came; negative for the end.
        private int readAhead() {
            EndPoint end = connection.getEndPoint();
            // as the server beneath keeps its buffers: ready to be read, with nothing to read
            ByteBuffer ahead = ByteBuffer.allocate(1).limit(0);
            try {
                int read = end.fill(ahead);
                if (read > 0 && connection instanceof Connection.UpgradeTo next) {
                    next.onUpgradeTo(ahead);
                }
                return read;
            } catch (IOException broken) {
                return -1;
            }
        }
    }
}
