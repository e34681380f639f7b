package dev.mimo.telemetry;

import java.util.Map;

/// A room's own word on how it is doing; answers from memory, at once.
@FunctionalInterface
public interface HealthProbe {
    Health health();

    /// @param facts what an operator wants to see, as plain JSON values (strings, numbers, booleans, maps)
    record Health(Status status, Map<String, Object> facts) {
        public Health {
            facts = Map.copyOf(facts);
        }
    }

    /// `DEGRADED`: answers, with less than all it can; `DOWN`: cannot answer.
    enum Status {
        UP, DEGRADED, DOWN
    }
}
