/// Counters, timers and gauges that rooms register and the operations door publishes; uses no other room.
@NullMarked
package dev.mimo.telemetry;

import org.jspecify.annotations.NullMarked;
