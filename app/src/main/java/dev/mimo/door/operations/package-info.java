/// What operators and their tools ask: health, readiness, metrics. Uses `telemetry` and `door.http`.
@NullMarked
package dev.mimo.door.operations;

import org.jspecify.annotations.NullMarked;
