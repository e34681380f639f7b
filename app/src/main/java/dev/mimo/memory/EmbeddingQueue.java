package dev.mimo.memory;

import dev.mimo.memory.PassageEmbedder.Job;
import dev.mimo.terms.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The texts that are being embedded, a passage at a time. Namespaces take turns, and within one short texts go first,
/// so that neither a long text nor a backlog elsewhere holds up a short one; a long one is passed over by as many
/// passages as it has itself, and not for ever.
final class EmbeddingQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // all of these are guarded by the lock
    private final Map<Namespace, Lane> lanes = new HashMap<>();
    private final Set<Long> open = new HashSet<>();
    private boolean nudged;
    private boolean closed;

    /// A text that waits for a worker, or is at one.
    ///
    /// @param due in passages of its namespace: those embedded when it came, and its own that are left
    record Waiting(Job job, long due) {}

    /// The texts of one namespace.
    private static final class Lane {
        final PriorityQueue<Waiting> waiting = new PriorityQueue<>(
                Comparator.comparingLong(Waiting::due).thenComparingLong(one -> one.job().of().row()));
        /// Texts here, at a worker or waiting to be saved.
        int open;
        /// Passages embedded, counted from what the namespace with the fewest had when this one came.
        long served;
    }

    void add(Job job) {
        lock.lock();
        try {
            if (!open.add(job.of().row())) {
                // two were about to fetch it
                return;
            }
            Namespace namespace = job.of().namespace();
            Lane lane = lanes.computeIfAbsent(namespace, _ -> {
                Lane added = new Lane();
                added.served = lanes.values().stream().mapToLong(one -> one.served).min().orElse(0);
                return added;
            });
            lane.waiting.add(new Waiting(job, lane.served + job.left()));
            lane.open++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The texts whose passages are to be embedded next, for whoever asks alone; waits for one. None after the end.
    List<Waiting> take(int most) throws InterruptedException {
        List<Waiting> taken = new ArrayList<>();
        lock.lockInterruptibly();
        try {
            while (!closed) {
                Lane next = lanes.values().stream().filter(lane -> !lane.waiting.isEmpty())
                        .min(Comparator.comparingLong(lane -> lane.served)).orElse(null);
                if (next != null) {
                    next.served++;
                    taken.add(next.waiting.remove());
                }
                if (taken.size() == most || (next == null && !taken.isEmpty())) {
                    break;
                }
                if (next == null) {
                    changed.await();
                }
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Lets a text wait for its next passage.
    void putBack(Waiting text) {
        lock.lock();
        try {
            Lane lane = lanes.get(text.job().of().namespace());
            if (lane != null) {
                lane.waiting.add(text);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Lets go of a text that is saved, or cannot be.
    void remove(EmbeddingBacklog.Pending text) {
        lock.lock();
        try {
            Lane lane = lanes.get(text.namespace());
            if (open.remove(text.row()) && lane != null && --lane.open == 0) {
                lanes.remove(text.namespace());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The rows of all texts here.
    Set<Long> rows() {
        lock.lock();
        try {
            return Set.copyOf(open);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the waiting for room, now or the next time.
    void nudge() {
        lock.lock();
        try {
            nudged = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there are no more texts than that, or for a nudge.
    ///
    /// @return false when neither came within the patience
    boolean awaitRoom(int most, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (open.size() > most && !nudged && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            nudged = false;
            return left > 0;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
