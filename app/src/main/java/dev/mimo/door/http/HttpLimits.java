package dev.mimo.door.http;

import java.time.Duration;

/// How much is taken from callers, and for how long they are waited for.
///
/// @param bodyBytesMax of a request's body, unless its route says otherwise
/// @param batchBytesMax of the body of a batch
/// @param fileBytesMax of a body that is a file, read as it comes
/// @param bodiesBytesMax of all bodies that are held at once; small ones do not count, and one always fits
/// @param answersBytesMax of all answers that wait for callers who do not read; small ones do not count
/// @param headerBytesMax of the request line and the headers together
/// @param connectionsMax open at once; further ones wait in the system's queue
/// @param requestsMax handled at once; further ones are answered 429
/// @param streamsMax event streams open at once; further ones are answered 429
/// @param requestsPerSecondMax over all callers; 0 sets no limit
/// @param wrongKeysPerMinuteMax of one address; further keys of it are not looked at for the rest of the minute; 0 sets
///        no limit
/// @param requestTimeout after which an answer is no longer waited for (504)
/// @param headerTimeout for the request line and the headers to arrive, once they have begun to
/// @param bodyTimeout for the whole body to arrive (408)
/// @param idleTimeout of a connection on which nothing moves
/// @param drainTimeout for requests under way when the server stops
public record HttpLimits(int bodyBytesMax, int batchBytesMax, int fileBytesMax, long bodiesBytesMax,
        long answersBytesMax, int headerBytesMax, int connectionsMax, int requestsMax, int streamsMax,
        int requestsPerSecondMax, int wrongKeysPerMinuteMax, Duration requestTimeout, Duration headerTimeout,
        Duration bodyTimeout, Duration idleTimeout, Duration drainTimeout) {
    public HttpLimits {
        requireAtLeast("bodyBytesMax", bodyBytesMax, 2);
        requireAtLeast("batchBytesMax", batchBytesMax, 2);
        requireAtLeast("fileBytesMax", fileBytesMax, 2);
        requireAtLeast("bodiesBytesMax", bodiesBytesMax, 2);
        requireAtLeast("answersBytesMax", answersBytesMax, 2);
        requireAtLeast("headerBytesMax", headerBytesMax, 1024);
        requireAtLeast("connectionsMax", connectionsMax, 1);
        requireAtLeast("requestsMax", requestsMax, 1);
        requireAtLeast("streamsMax", streamsMax, 1);
        requireAtLeast("requestsPerSecondMax", requestsPerSecondMax, 0);
        requireAtLeast("wrongKeysPerMinuteMax", wrongKeysPerMinuteMax, 0);
        requirePositive("requestTimeout", requestTimeout);
        requirePositive("headerTimeout", headerTimeout);
        requirePositive("bodyTimeout", bodyTimeout);
        requirePositive("idleTimeout", idleTimeout);
        requirePositive("drainTimeout", drainTimeout);
    }

    public static HttpLimits defaults() {
        long sixteenth = Runtime.getRuntime().maxMemory() / 16;
        return new HttpLimits(1 << 20, 32 << 20, 1 << 30, sixteenth, sixteenth, 16 << 10, 1024, 256, 256, 0, 30,
                Duration.ofMinutes(2), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }

    private static void requireAtLeast(String name, long value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than nothing, not " + value);
        }
    }
}
