package dev.mimo.mcp.stdio;

import java.time.Duration;

/// Limits of the one client on standard input and output.
///
/// @param drain how long requests under way may go on after the end of input; those still running are cancelled then.
///        Clients that only pipe something in want their answers, however cold the start; others end the process sooner
/// @param requestsMax taken up and not yet answered; one more is refused
/// @param requestBytesMax the length of all of those together
/// @param workersMax of them worked on at once, their answers in memory until a slow client has read them
public record StdioSettings(Duration drain, int requestsMax, int requestBytesMax, int workersMax) {
    public StdioSettings {
        if (drain.isNegative() || drain.toSeconds() > 60) {
            throw new IllegalArgumentException("the drain time must lie between 0 and 60 seconds");
        }
        if (requestsMax < 1 || requestBytesMax < 1024 || workersMax < 1) {
            throw new IllegalArgumentException("a limit of the standard input is too small");
        }
    }

    public static StdioSettings defaults() {
        return new StdioSettings(Duration.ofSeconds(30), 1000, 32 * 1024 * 1024, 128);
    }
}
