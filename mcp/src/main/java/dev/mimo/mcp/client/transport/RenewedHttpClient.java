package dev.mimo.mcp.client.transport;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/// The JDK's client for HTTP/1.1, made anew before its connections are old.
///
/// A server ends a connection that was idle for a while, Node.js after five seconds. A request that crosses this end on
/// its way is lost, and nobody knows whether it was heard, so it must not be sent again. The JDK looks for the end of a
/// pooled connection on a thread that a busy machine may hold up for longer than that. So a connection is used again
/// only for a short while after the first of its client. Safe for many threads.
public final class RenewedHttpClient implements AutoCloseable {
    private final Duration connectTimeout;
    private final Duration reuse;
    // all that follows is guarded by this
    private final List<Lease> open = new ArrayList<>();
    private Lease newest;
    private boolean closed;

    /// @param reuse how long connections are used again; with zero, each is for one request
    public RenewedHttpClient(Duration connectTimeout, Duration reuse) {
        this.connectTimeout = connectTimeout;
        this.reuse = reuse;
        this.newest = fresh();
    }

    private Lease fresh() {
        Lease fresh = new Lease(HttpClient.newBuilder()
                // HTTP/2 would begin with an upgrade that small servers choke on
                .version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout).executor(Executors.newVirtualThreadPerTaskExecutor()).build());
        open.add(fresh);
        return fresh;
    }

    /// A client for one request, until its answer's head is there.
    public synchronized Lease lease() {
        if (!closed && System.nanoTime() - newest.since >= reuse.toNanos()) {
            open.removeIf(lease -> lease.client.isTerminated());
            newest.endWhenIdle();
            newest = fresh();
        }
        newest.holders++;
        return newest;
    }

    /// Ends what is under way.
    @Override
    public synchronized void close() {
        closed = true;
        open.forEach(lease -> lease.client.shutdownNow());
    }

    /// The right to send by a client, which is not ended meanwhile.
    public final class Lease implements AutoCloseable {
        private final HttpClient client;
        private final long since = System.nanoTime();
        private int holders;

        private Lease(HttpClient client) {
            this.client = client;
        }

        public HttpClient client() {
            return client;
        }

        @Override
        public void close() {
            synchronized (RenewedHttpClient.this) {
                holders--;
                if (this != newest) {
                    endWhenIdle();
                }
            }
        }

        /// Answers that are still being read are read to their end.
        private void endWhenIdle() {
            if (holders == 0) {
                client.shutdown();
            }
        }
    }
}
