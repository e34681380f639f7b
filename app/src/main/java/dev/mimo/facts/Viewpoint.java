package dev.mimo.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// From where facts are looked at.
///
/// @param asOf when they are to hold in the world; absent for now
/// @param knownAt when they are to have been known; absent for now
/// @param minConfidence nothing less sure, 0..1
/// @param source only from there; absent for everywhere
public record Viewpoint(@Nullable Instant asOf, @Nullable Instant knownAt, double minConfidence,
        @Nullable String source) {
    public static final Viewpoint NOW = new Viewpoint(null, null, 0, null);

    public static Viewpoint at(@Nullable Instant asOf, @Nullable Instant knownAt) {
        return new Viewpoint(asOf, knownAt, 0, null);
    }
}
