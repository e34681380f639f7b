package dev.mimo.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What Linux says of one process in `/proc/<pid>/stat` (proc_pid_stat(5)).
///
/// @param state a letter; `Z` is for one that is dead, and whose end nobody has asked for yet
/// @param session the process that began its session
/// @param startTicks when it started, in ticks since the machine did: with the number, it tells a process from all
///        others
/// @param cpu that it has used
record ProcessEntry(long pid, char state, long session, long startTicks, Duration cpu) {
    /// USER_HZ is 100 on every Linux that Java runs on, whatever the kernel itself counts in.
    private static final long TICK_MILLIS = 10;

    /// @return absent when the text is not what Linux writes
    static @Nullable ProcessEntry parse(String stat) {
        // the name stands in parentheses and may hold any others
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 2 || close < open) {
            return null;
        }
        String[] fields = stat.substring(close + 1).strip().split(" ", -1);
        if (fields.length < 20 || fields[0].length() != 1) {
            return null;
        }
        try {
            // the third field of the line is the first here
            return new ProcessEntry(Long.parseLong(stat.substring(0, open - 1)), fields[0].charAt(0),
                    Long.parseLong(fields[3]), Long.parseLong(fields[19]),
                    Duration.ofMillis(TICK_MILLIS * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]))));
        } catch (NumberFormatException _) {
            return null;
        }
    }

    boolean isAlive() {
        return state != 'Z' && state != 'X';
    }
}
