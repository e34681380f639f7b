package dev.mimo.mcp.client.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where an event stream was when it broke, and how long to wait before it is taken up again. For one thread.
final class ResumePoint {
    /// However little the server asks for: one that ends its stream after each event would be asked without a pause.
    private static final Duration PAUSE_MIN = Duration.ofMillis(50);

    private final HttpTransportSettings settings;
    private @Nullable String lastId;
    private @Nullable Duration asked;
    private int tries;

    ResumePoint(HttpTransportSettings settings) {
        this.settings = settings;
    }

    /// The id of the last event that had one; absent when none had: such a stream cannot be taken up again.
    @Nullable
    String lastId() {
        return lastId;
    }

    void saw(ServerEvent event) {
        if (event.id() != null && !event.id().isEmpty()) {
            lastId = event.id();
        }
        tries = 0;
    }

    void asked(@Nullable Duration retry) {
        if (retry != null) {
            asked = retry.compareTo(PAUSE_MIN) < 0 ? PAUSE_MIN : retry;
        }
    }

    /// Waits until it may be taken up again.
    ///
    /// @return false when that was done often enough
    boolean pause() throws InterruptedException {
        if (tries >= settings.resumptionsMax()) {
            return false;
        }
        Duration wait = asked != null ? asked : settings.pauseFirst().multipliedBy(1L << Math.min(tries, 16));
        tries++;
        Thread.sleep(wait.compareTo(settings.pauseMax()) > 0 ? settings.pauseMax() : wait);
        return true;
    }
}
