package dev.mimo.gateway;

/// The gateway's limits.
///
/// @param toolsPerSource how many tools of one source are offered: the first so many of its list
public record GatewaySettings(int toolsPerSource) {
    public GatewaySettings {
        if (toolsPerSource < 1) {
            throw new IllegalArgumentException("a limit of the gateway is too small");
        }
    }

    public static GatewaySettings defaults() {
        return new GatewaySettings(1_000);
    }
}
