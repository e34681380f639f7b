package dev.mimo.skills.run;

import java.time.Duration;

/// Is told what happens in a pool, on whatever thread it happens; must return soon.
public interface PoolListener {
    /// A program is to be started.
    default void starting(String skill) {}

    /// @param took until it could be called
    default void started(String skill, Duration took) {}

    default void failed(String skill, String why) {}

    /// No room was found for it.
    default void rejected(String skill) {}

    /// @param by itself or by the pool
    default void ended(String skill, EndCause by) {}

    /// So many run now.
    default void filled(int running, int max) {}

    enum EndCause {
        ITSELF, IDLE, ROOM, LIFETIME, MEMORY, HANGING, CHANGED, CLOSED
    }
}
