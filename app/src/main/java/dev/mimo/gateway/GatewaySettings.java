package dev.mimo.gateway;

import java.time.Duration;

/// The gateway's limits.
///
/// @param toolsPerSource how many tools of one source are offered: the first so many of its list
/// @param startWait how long a call waits for a source that is being started
/// @param manifestBytesMax how long a pinned manifest may be; a source with a longer list is not pinned
public record GatewaySettings(int toolsPerSource, Duration startWait, int manifestBytesMax) {
    public GatewaySettings {
        if (toolsPerSource < 1 || manifestBytesMax < 1024) {
            throw new IllegalArgumentException("a limit of the gateway is too small");
        }
        if (startWait.isNegative() || startWait.toMinutes() > 10) {
            throw new IllegalArgumentException("a call waits between 0 and 10 minutes for its source");
        }
    }

    public static GatewaySettings defaults() {
        return new GatewaySettings(1_000, Duration.ofSeconds(20), 4 * 1024 * 1024);
    }
}
