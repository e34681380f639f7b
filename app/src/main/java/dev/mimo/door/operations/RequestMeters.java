package dev.mimo.door.operations;

import dev.mimo.door.http.RequestObserver;
import dev.mimo.telemetry.MetricsRegistry;
import java.time.Duration;

/// Times requests by method, route and status: each from a closed set, so that no caller can make the list grow.
public final class RequestMeters implements RequestObserver {
    private final MetricsRegistry meters;

    public RequestMeters(MetricsRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void observed(String method, String route, int status, Duration took) {
        meters.timer("http.server.requests", "Requests answered", "method", method, "route", route, "status",
                Integer.toString(status)).record(took);
    }
}
