package dev.mimo.mcp.client;

import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.use.ClientSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one link to the server, made anew when it is needed and gone. Safe for many threads.
final class ReconnectingConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReconnectingConnection.class);

    private final EraNegotiator handshake;
    private final ClientSettings settings;
    private final Restoring restoring;
    // held while a link is made, so that only one is
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable NegotiatedConnection link;
    private volatile boolean closed;
    private final AtomicInteger attempts = new AtomicInteger();
    // the rest is for whoever makes a link
    private @Nullable McpClientException failure;
    private @Nullable Revision known;
    private int failures;
    private long notBefore = System.nanoTime();

    /// Tells a new connection what the one before was told.
    @FunctionalInterface
    interface Restoring {
        void restore(NegotiatedConnection fresh) throws InterruptedException;
    }

    ReconnectingConnection(EraNegotiator handshake, ClientSettings settings, Restoring restoring) {
        this.handshake = handshake;
        this.settings = settings;
        this.restoring = restoring;
    }

    /// The link, made anew if it must be.
    ///
    /// @throws McpClientException when it cannot be made
    NegotiatedConnection get() throws InterruptedException {
        NegotiatedConnection current = link;
        if (current != null && current.isOpen()) {
            return current;
        }
        int seen = attempts.get();
        requireOpen();
        // whoever makes it is bound by limits already, of which a user's time to log in may be one
        making.lockInterruptibly();
        try {
            current = link;
            if (current != null && current.isOpen()) {
                return current;
            }
            if (failure != null && attempts.get() != seen) {
                // another attempt of each that waited would add up
                throw failure;
            }
            return make(current);
        } finally {
            making.unlock();
        }
    }

    private NegotiatedConnection make(@Nullable NegotiatedConnection before) throws InterruptedException {
        long wait = notBefore - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        requireOpen();
        if (before != null) {
            before.connection().close();
        }
        failure = null;
        boolean done = false;
        try {
            NegotiatedConnection fresh = establish(before != null);
            known = fresh.revision();
            link = fresh;
            failures = 0;
            done = true;
            if (closed) {
                // it was closed at the last moment, and did not see this one
                fresh.connection().close();
            }
            return fresh;
        } catch (McpClientException e) {
            failure = e;
            throw e;
        } finally {
            attempts.incrementAndGet();
            if (!done) {
                // it may have become another server
                known = null;
                notBefore = System.nanoTime() + backoff(settings, failures++).toNanos();
            }
        }
    }

    private NegotiatedConnection establish(boolean again) throws InterruptedException {
        NegotiatedConnection fresh = handshake.establish(known);
        boolean done = false;
        try {
            if (again) {
                restoring.restore(fresh);
            }
            requireOpen();
            done = true;
            return fresh;
        } finally {
            if (!done) {
                fresh.connection().close();
            }
        }
    }

    static Duration backoff(ClientSettings settings, int failures) {
        Duration wait = settings.backoffFirst().multipliedBy(1L << Math.min(failures, 16));
        return wait.compareTo(settings.backoffMax()) > 0 ? settings.backoffMax() : wait;
    }

    private void requireOpen() {
        if (closed) {
            throw McpClientException.closed();
        }
    }

    /// The link as it last was, open or not.
    ///
    /// @throws McpClientException when there never was one
    NegotiatedConnection last() {
        NegotiatedConnection current = link;
        if (current == null) {
            throw McpClientException.closed();
        }
        return current;
    }

    boolean isUp() {
        NegotiatedConnection current = link;
        return current != null && current.isOpen();
    }

    @Override
    public void close() {
        closed = true;
        NegotiatedConnection current = link;
        if (current != null) {
            current.connection().close();
            LOG.debug("the connection to an MCP server is closed");
        }
    }
}
