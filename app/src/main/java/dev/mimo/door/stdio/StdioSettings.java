package dev.mimo.door.stdio;

import java.time.Duration;

/// @param drain how long requests under way may go on after the end of input; those still running are cancelled then
public record StdioSettings(Duration drain) {
    public StdioSettings {
        if (drain.isNegative() || drain.toSeconds() > 60) {
            throw new IllegalArgumentException("the drain time must lie between 0 and 60 seconds");
        }
    }

    public static StdioSettings defaults() {
        return new StdioSettings(Duration.ofMillis(1200));
    }
}
