package dev.mimo.file;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes all may hold together who share it: whoever wants to hold some takes them first. Safe for many
/// threads.
public final class ByteBudget {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    /// @param most at least 0
    public ByteBudget(long most) {
        this.most = most;
    }

    /// @return whether there is room; `give` must follow then
    public boolean take(long bytes) {
        long before = held.get();
        while (before + bytes <= most) {
            if (held.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = held.get();
        }
        return false;
    }

    public void give(long bytes) {
        held.addAndGet(-bytes);
    }
}
