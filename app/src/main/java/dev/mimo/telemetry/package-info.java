/// Counters, timers and gauges that rooms register, what they say of their own health, and what the process
/// uses; the operations door publishes all three. Uses no other room.
@NullMarked
package dev.mimo.telemetry;

import org.jspecify.annotations.NullMarked;
