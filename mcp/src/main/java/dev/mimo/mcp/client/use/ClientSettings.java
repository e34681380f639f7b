package dev.mimo.mcp.client.use;

import java.time.Duration;

/// How patient a client is, and how much it takes.
///
/// @param handshake for a server to answer the first request that must be answered
/// @param probe for a server on streams to show that it speaks the stateless era
/// @param roundsMax how often a server may answer one request with questions
/// @param pagesMax pages of one list
/// @param itemsMax entries of one list
/// @param cacheEntriesMax answers that are kept while they are fresh
/// @param questionsMax questions of the server that are worked on at once
/// @param backoffFirst pause after the connection could not be made; doubles each time
/// @param backoffMax the longest such pause
/// @param pollMin the shortest pause between two looks at a task, whatever the server says
/// @param pollMax the longest
public record ClientSettings(EraChoice era, Duration handshake, Duration probe, int roundsMax, int pagesMax,
        int itemsMax, int cacheEntriesMax, int questionsMax, Duration backoffFirst, Duration backoffMax,
        Duration pollMin, Duration pollMax) {
    public ClientSettings {
        if (roundsMax < 1 || pagesMax < 1 || itemsMax < 1 || cacheEntriesMax < 1 || questionsMax < 1) {
            throw new IllegalArgumentException("limits of a client are at least 1");
        }
    }

    public static ClientSettings defaults() {
        return new ClientSettings(EraChoice.AUTO, Duration.ofSeconds(60), Duration.ofSeconds(5), 10, 100, 10_000, 256,
                16, Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofSeconds(30));
    }

    public ClientSettings withEra(EraChoice choice) {
        return new ClientSettings(choice, handshake, probe, roundsMax, pagesMax, itemsMax, cacheEntriesMax,
                questionsMax, backoffFirst, backoffMax, pollMin, pollMax);
    }

    public ClientSettings withHandshake(Duration limit) {
        return new ClientSettings(era, limit, probe.compareTo(limit) < 0 ? probe : limit, roundsMax, pagesMax,
                itemsMax, cacheEntriesMax, questionsMax, backoffFirst, backoffMax, pollMin, pollMax);
    }
}
