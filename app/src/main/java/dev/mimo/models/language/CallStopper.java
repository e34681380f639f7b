package dev.mimo.models.language;

import org.jspecify.annotations.Nullable;

/// By which a call that is under way can be given up from any thread.
public final class CallStopper {
    private boolean stopped;
    private @Nullable Runnable current;

    public void stop() {
        Runnable ending;
        synchronized (this) {
            stopped = true;
            ending = current;
        }
        if (ending != null) {
            ending.run();
        }
    }

    public synchronized boolean isStopped() {
        return stopped;
    }

    /// What ends the call that is under way now; runs at once if it was stopped already.
    void during(Runnable ending) {
        boolean already;
        synchronized (this) {
            current = ending;
            already = stopped;
        }
        if (already) {
            ending.run();
        }
    }
}
