package dev.mimo.door.http;

import java.time.Duration;

/// Is told of every request that reached the door, after it was answered.
@FunctionalInterface
public interface RequestObserver {
    /// @param method one of the usual methods, or `other`
    /// @param route the template of the route, or `unmatched`; never the path as it was sent
    void observed(String method, String route, int status, Duration took);
}
