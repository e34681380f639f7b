/// Calls to what is outside this process and may fail: a time limit, a breaker, retries with pauses, a bound on how
/// many run at once. Ground floor: it knows no other room.
@NullMarked
package dev.mimo.resilience;

import org.jspecify.annotations.NullMarked;
