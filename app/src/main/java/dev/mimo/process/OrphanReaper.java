package dev.mimo.process;

import java.util.List;

/// Ends processes that a Mimo which is no more has left behind, as when it and its watchdog were killed at once. Their
/// marks prove whose they were; what carries none is never touched.
public final class OrphanReaper {
    private OrphanReaper() {}

    /// @return how many were ended
    public static int reap() {
        List<ProcessEntry> orphans = ProcessTable.all().stream().filter(entry -> {
            ProcessMark mark = ProcessMark.of(entry.pid());
            return mark != null && mark.isOrphaned();
        }).toList();
        for (ProcessEntry orphan : orphans) {
            // it may have ended since, and its number been given to another
            ProcessEntry now = ProcessTable.find(orphan.pid());
            if (now != null && now.startTicks() == orphan.startTicks()) {
                PosixSignal.KILL.toProcess(orphan.pid());
            }
        }
        return orphans.size();
    }
}
