package dev.mimo.storage;

import java.time.Duration;

/// Limits and habits of the data file.
///
/// @param readers connections that answer reads side by side, 1 to 16
/// @param queueJobs writes that may wait for the writer
/// @param queueBytes and how many bytes they may hold
/// @param queueWait how long a caller waits for room in the queue, or for a free reader, before `TooBusy`
/// @param writeWait how long a caller waits for a queued write
/// @param groupJobs most writes in one commit
/// @param groupBytes about how many bytes of writes in one commit
/// @param busyWait how long to wait for another process that is writing
/// @param readWait how long one read may take
/// @param undoLifetime how long a write can be undone, and a deleted memory be brought back
/// @param indexBytes heap for search indexes of namespaces; the least recently used go first
/// @param indexWait how long a search may wait for its index to be loaded
/// @param countsEvery how often recall counts are written
/// @param tidyEvery how often expired undo handles and what they kept alive are removed
public record StorageSettings(Durability durability, int readers, int queueJobs, long queueBytes, Duration queueWait,
        Duration writeWait, int groupJobs, long groupBytes, Duration busyWait, Duration readWait,
        Duration undoLifetime, long indexBytes, Duration indexWait, Duration countsEvery, Duration tidyEvery) {

    public StorageSettings {
        require(readers >= 1 && readers <= 16, "readers must be 1 to 16");
        require(queueJobs >= 1 && queueJobs <= 1_000_000, "queueJobs must be 1 to 1000000");
        require(queueBytes >= 1 && queueBytes <= Integer.MAX_VALUE, "queueBytes must be 1 to 2 GiB");
        require(groupJobs >= 1, "groupJobs must be at least 1");
        require(groupBytes >= 1, "groupBytes must be at least 1");
        require(indexBytes >= 1, "indexBytes must be at least 1");
        positive(queueWait, "queueWait");
        positive(writeWait, "writeWait");
        positive(busyWait, "busyWait");
        positive(readWait, "readWait");
        positive(undoLifetime, "undoLifetime");
        positive(indexWait, "indexWait");
        positive(countsEvery, "countsEvery");
        positive(tidyEvery, "tidyEvery");
    }

    public static StorageSettings defaults() {
        return new StorageSettings(Durability.FULL, 3, 4096, 128L << 20, Duration.ofSeconds(2),
                Duration.ofSeconds(30), 512, 8L << 20, Duration.ofSeconds(5), Duration.ofSeconds(10),
                Duration.ofDays(30), Runtime.getRuntime().maxMemory() / 2, Duration.ofSeconds(60),
                Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    private static void positive(Duration duration, String name) {
        require(duration.isPositive(), name + " must be longer than zero");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
