package dev.mimo.mcp.client;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls handlers one after the other, on a thread that may wait, so that the threads that read never do.
final class HandlerExecutor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerExecutor.class);
    private static final int WAITING_MAX = 1024;

    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Thread caller = Thread.ofVirtual().name("mcp-notices").start(this::run);

    /// Drops it when too many wait already.
    void add(Runnable notice) {
        if (!waiting.offer(notice)) {
            LOG.warn("a server tells more than its handlers take; some of it is dropped");
        }
    }

    private void run() {
        try {
            while (true) {
                Runnable next = waiting.take();
                try {
                    next.run();
                } catch (RuntimeException e) {
                    LOG.warn("a handler of an MCP client failed", e);
                }
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    @Override
    public void close() {
        caller.interrupt();
    }
}
