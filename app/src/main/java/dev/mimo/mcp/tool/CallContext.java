package dev.mimo.mcp.tool;

import org.jspecify.annotations.Nullable;

/// What a running call may ask of, and tell to, whoever called.
public interface CallContext {
    /// A call that nobody watches and nobody cancels.
    CallContext NONE = new CallContext() {
        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void progress(double done, @Nullable Double total, @Nullable String message) {}
    };

    /// Whether the caller gave up. The thread that runs the call is interrupted as well.
    boolean isCancelled();

    /// Tells the caller how far the call is, if it asked to be told. What does not exceed the last `done` is dropped.
    ///
    /// @param total in the unit of `done`; absent when not known
    void progress(double done, @Nullable Double total, @Nullable String message);
}
