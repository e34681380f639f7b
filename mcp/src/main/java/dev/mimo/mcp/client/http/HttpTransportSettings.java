package dev.mimo.mcp.client.http;

import java.time.Duration;

/// How much is taken from a server over HTTP, and how long its silence is borne.
///
/// @param connectTimeout for a connection to be made
/// @param connectionReuse how long a connection is used for further requests: shorter than any usual server's patience
///     with idle ones, and long enough for one request after the other
/// @param messageBytesMax of one JSON body or one event
/// @param depthMax how deep a message may nest
/// @param tellTimeout for what needs no answer to be taken
/// @param streamWait for the server's own stream to begin, before the first request goes out without it
/// @param pauseFirst before a broken stream is taken up again, when the server names no time; doubles each time
/// @param pauseMax the longest pause, also when the server asks for more
/// @param resumptionsMax times in a row that a stream is taken up again without anything new
/// @param closeWait for the server to be told that the session ends
public record HttpTransportSettings(Duration connectTimeout, Duration connectionReuse, int messageBytesMax,
        int depthMax,
        Duration tellTimeout, Duration streamWait, Duration pauseFirst, Duration pauseMax, int resumptionsMax,
        Duration closeWait) {
    public HttpTransportSettings {
        if (messageBytesMax < 1024 || depthMax < 8 || resumptionsMax < 0) {
            throw new IllegalArgumentException("limits of a client's HTTP are too small");
        }
    }

    public static HttpTransportSettings defaults() {
        return new HttpTransportSettings(Duration.ofSeconds(10), Duration.ofSeconds(2), 32 << 20, 64,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(30), 8, Duration.ofSeconds(2));
    }

    public HttpTransportSettings withConnectionReuse(Duration time) {
        return new HttpTransportSettings(connectTimeout, time, messageBytesMax, depthMax, tellTimeout, streamWait,
                pauseFirst, pauseMax, resumptionsMax, closeWait);
    }
}
