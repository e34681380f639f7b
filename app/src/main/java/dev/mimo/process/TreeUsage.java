package dev.mimo.process;

import java.time.Duration;

/// What a tree of processes uses now.
///
/// @param processes alive; 0 where the system does not tell
/// @param residentBytes that they hold; what they share counts for each
/// @param cpu that those alive have used
public record TreeUsage(int processes, long residentBytes, Duration cpu) {
    public static final TreeUsage NONE = new TreeUsage(0, 0, Duration.ZERO);

    public TreeUsage plus(TreeUsage other) {
        return new TreeUsage(processes + other.processes, residentBytes + other.residentBytes, cpu.plus(other.cpu));
    }
}
